"""Build the samples beside this file: our own text, valid documents, the same bytes every time.

python samples/build.py [FOLDER]
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_NS = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def run(text: str, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", bold: bool = False, align: str = "") -> str:
    look = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align else ""
    return f"<w:p>{look}{run(text, bold)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def box(text: str) -> str:
    """A paragraph that holds nothing but a text box."""
    return (
        "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>'
        f"{p(text)}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def write(path: Path, body: str, header: str = "", footnote: str = "") -> None:
    """One .docx; member times are fixed, so that equal input gives equal bytes."""
    types = f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>'
    rels = ""
    parts: dict[str, str] = {}
    section = ""
    if header:
        types += f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}header+xml"/>'
        rels += f'<Relationship Id="rId1" Type="{_R}/header" Target="header1.xml"/>'
        parts["word/header1.xml"] = f"<w:hdr {_NS}>{header}</w:hdr>"
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    if footnote:
        types += f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}footnotes+xml"/>'
        rels += f'<Relationship Id="rId2" Type="{_R}/footnotes" Target="footnotes.xml"/>'
        parts["word/footnotes.xml"] = f'<w:footnotes {_NS}><w:footnote w:id="2">{footnote}</w:footnote></w:footnotes>'
    parts["word/document.xml"] = f"<w:document {_NS}><w:body>{body}{section}</w:body></w:document>"
    parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_REL}">{rels}</Relationships>'
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{_REL}"><Relationship Id="rId1" Type="{_R}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + parts[name])


def approval(chief: str, company: str, name: str, day: str) -> str:
    lines = ("УТВЕРЖДАЮ", f"{chief} {company}", f"____________ {name}", day)
    return "".join(p(line, align="right") for line in lines)


ACKNOWLEDGED = p("С инструкцией ознакомлен(а), экземпляр получил(а):") + p(
    "____________ /____________________/    «__» ____________ 20__ г."
)


def good() -> str:
    """A librarian's instruction with everything in it and nothing to strike out."""
    return "".join(
        (
            approval("Директор", "МБУ «Центральная библиотека»", "Е.В. Громова", "16.03.2026"),
            p("ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ", True, "center"),
            p("библиотекаря", True, "center"),
            p("1. Общие положения", True),
            p("1.1. Библиотекарь относится к категории специалистов."),
            p("1.2. Библиотекарь назначается на должность и освобождается от неё приказом директора библиотеки."),
            p("1.3. Библиотекарь подчиняется непосредственно заведующему отделом обслуживания."),
            p(
                "1.4. На должность библиотекаря назначается лицо, имеющее среднее профессиональное образование "
                "без предъявления требований к стажу работы."
            ),
            p(
                "1.5. Библиотекарь должен знать: порядок учёта библиотечного фонда, правила пользования библиотекой, "
                "правила внутреннего трудового распорядка."
            ),
            p(
                "1.6. На время отсутствия библиотекаря его обязанности исполняет работник, назначенный приказом, "
                "с его письменного согласия и за доплату."
            ),
            p("2. Должностные обязанности", True),
            p("2.1. Выдаёт и принимает издания, ведёт формуляры читателей."),
            p("2.2. Напоминает читателям о сроках возврата, начисляет им плату за просрочку по прейскуранту услуг."),
            p("2.3. Участвует в проверке фонда и оформляет акты о недостаче изданий."),
            p("3. Права", True),
            p("3.1. Вносить предложения о комплектовании фонда."),
            p("3.2. Получать документы и сведения, нужные для работы."),
            p("4. Ответственность", True),
            p(
                "4.1. За неисполнение или ненадлежащее исполнение обязанностей по своей вине библиотекарь привлекается "
                "к дисциплинарной ответственности в порядке, установленном трудовым законодательством."
            ),
            p(
                "4.2. За причинённый работодателю ущерб несёт материальную ответственность в пределах, установленных "
                "главой 39 Трудового кодекса РФ."
            ),
            ACKNOWLEDGED,
        )
    )


def bad() -> str:
    """A shop assistant's instruction full of what a labour lawyer strikes out."""
    return "".join(
        (
            p("УТВЕРЖДАЮ", align="right"),
            p("Начальник отдела продаж ООО «Уют»", align="right"),
            p("ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ ПРОДАВЦА-КОНСУЛЬТАНТА", True, "center"),
            p("1. Общие положения", True),
            p("1.1. Продавец-консультант относится к категории служащих и подчиняется управляющему салоном."),
            p("1.2. Назначается на должность и увольняется приказом директора."),
            p("2. Должностные обязанности", True),
            p("2.1. Консультирует покупателей, оформляет заказы на мебель."),
            p("2.2. Взыскивает с поставщиков неустойку за просрочку доставки."),
            p("2.4. Действует в пределах условий, изложенных в п. 9."),
            p("3. Ответственность", True),
            p("3.1. За каждое опоздание на работу продавец уплачивает штраф 500 рублей."),
            p("3.2. Продавец несёт ответственность:"),
            p("– за недостачу образцов в салоне, которая удерживается из его заработной платы по розничной цене;"),
            p("– за причинённый ущерб — в полном размере, независимо от вины;"),
            p("– за упущенную выгоду магазина, которую он обязан возместить."),
            p("3.3. Виновный в жалобе покупателя лишается премии за квартал."),
            p("3.4. За нарушение дресс-кода продавцу объявляется строгий выговор с занесением в трудовую книжку."),
            p("3.5. Недостача, виновник которой не найден, раскладывается поровну между всеми продавцами смены."),
            p("3.6. Администрация вправе уволить продавца без объяснения причин."),
            p("3.7. Штрафы, наложенные на организацию за отсутствие ценников, возмещает продавец смены."),
        )
    )


def holes() -> tuple[str, str, str]:
    """Body, header and footnote of an instruction that hides its text where naive readers do not look."""
    header = table((p("ООО «Свет»"), approval("Генеральный директор", "ООО «Свет»", "А.А. Тихонов", "02.02.2026")))
    sdt = f"<w:sdt><w:sdtContent>{p('2.2. Обслуживает щитовое оборудование.')}</w:sdtContent></w:sdt>"
    inserted = (
        "<w:p>"
        + run("4.2. За утрату инструмента ")
        + '<w:ins w:id="1" w:author="Редактор" w:date="2026-02-01T00:00:00Z">'
        + run("с электромонтёра удерживается тройная цена.")
        + '</w:ins><w:del w:id="2" w:author="Редактор" w:date="2026-02-01T00:00:00Z"><w:r><w:delText>отвечает по закону.</w:delText></w:r></w:del></w:p>'
    )
    noted = f'<w:p>{run("3.1. Требовать исправный инструмент.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    nested = table(
        (p("Режим"), table((p("4.3. За прогул электромонтёр отрабатывает два выходных дня бесплатно."),)) + p())
    )
    body = "".join(
        (
            p("ДОЛЖНОСТНАЯ ИНСТРУКЦИЯ ЭЛЕКТРОМОНТЁРА", True, "center"),
            "<w:p>"
            + run("1. Общие положения", True)
            + "<w:r><w:br/></w:r>"
            + run("1.1. Электромонтёр относится к категории рабочих и подчиняется главному энергетику.")
            + "<w:r><w:br/></w:r>"
            + run("1.2. Назначается на должность и освобождается от неё приказом генерального директора.")
            + "<w:r><w:br/></w:r>"
            + run("1.3. Должен иметь среднее профессиональное образование и знать правила устройства электроустановок.")
            + "</w:p>",
            p("2. Должностные обязанности", True),
            p("2.1. Проверяет исправность электросети."),
            sdt,
            p("3. Права", True),
            noted,
            p("4. Ответственность", True),
            p("4.1. Отвечает за исполнение обязанностей в порядке, установленном трудовым законодательством."),
            inserted,
            nested,
            box("За курение в щитовой — штраф 1000 рублей."),
            table(
                (p("С инструкцией ознакомлен"), p("Подпись"), p("Дата")),
                (p("____________"), p("____________"), p("____________")),
            ),
        )
    )
    return body, header, p("Сорвавшему пломбу премия за месяц не выплачивается.")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "good-librarian.docx", good())
    write(folder / "bad-shop-assistant.docx", bad())
    body, header, footnote = holes()
    write(folder / "hidden-electrician.docx", body, header, footnote)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
