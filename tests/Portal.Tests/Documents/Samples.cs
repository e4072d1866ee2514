using System.Globalization;
using Portal.Kernel.Documents;

namespace Portal.Tests.Documents;

/// <summary>Papers as a real company would send them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset IssuedAt = new(2026, 3, 4, 10, 15, 0, TimeSpan.FromHours(1));

    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    private static readonly PdfLetterhead Printer = new(
        "Drukarnia Źródło Sp. z o.o.",
        ["ul. Żeromskiego 17/3, 31-503 Kraków", "NIP 676-245-88-19 · REGON 123456785", "+48 12 345 67 89 · biuro@drukarnia-zrodlo.example"],
        "#0b6e4f");

    private static readonly string[] Products =
    [
        "Katalog „Wiosna 2026”, oprawa szyto-klejona", "Ulotka składana w Z, 6 stron DL", "Książka „Źdźbło i żółw”, oprawa twarda z obwolutą",
        "Teczka ofertowa z bigowaniem i kieszenią", "Plakat B1, papier blueback", "Kalendarz trójdzielny z główką płaską",
        "Notes klejony A5, 50 kart", "Pudełko fasonowe z tektury falistej, wykrojnik klienta", "Etykieta samoprzylepna na rolce", "Wizytówki z hot-stampingiem złotym",
    ];

    public static PdfDocument PolishQuote(int rows = 20)
    {
        string Money(decimal value) => value.ToString("N2", Polish);
        var lines = new List<PdfTableRow> { new(PdfRowKind.Group, "Produkcja") };
        var net = 0m;
        for (var at = 1; at <= rows; at++)
        {
            if (at == (rows / 2) + 1)
                lines.Add(new PdfTableRow(PdfRowKind.Group, "Wykończenie i wysyłka"));
            var (quantity, price) = (250 * at, 18.40m / at + 0.35m * at);
            net += decimal.Round(price, 2) * quantity;
            lines.Add(new PdfTableRow(
                PdfRowKind.Line,
                at.ToString(Polish),
                new PdfCell(Products[(at - 1) % Products.Length], at % 3 == 1 ? "Format 210 × 297 mm, 128 stron, kreda mat 135 g/m², druk 4+4, lakier dyspersyjny, foliowanie okładki soft touch" : null),
                quantity.ToString("N0", Polish) + "\u00A0szt.",
                Money(price),
                Money(decimal.Round(price, 2) * quantity)));
        }

        lines.Add(new PdfTableRow(PdfRowKind.Sum, "Razem netto", null, null, null, Money(net)));
        lines.Add(new PdfTableRow(PdfRowKind.Sum, "VAT 23%", null, null, null, Money(net * 0.23m)));
        lines.Add(new PdfTableRow(PdfRowKind.Total, "Do zapłaty w PLN", null, null, null, Money(net * 1.23m)));

        return new PdfDocument(
            "Oferta ZO/2026/000123",
            "pl",
            null,
            Printer,
            new PdfFooter("ZO/2026/000123 · wersja 2", "Sąd Rejonowy dla Krakowa-Śródmieścia, XI Wydział Gospodarczy KRS 0000123456 · kapitał zakładowy 250\u00A0000,00\u00A0zł · mBank 12 1140 2004 0000 3102 1234 5678"),
            [
                new PdfHeading("Oferta ZO/2026/000123", 1),
                new PdfKeyValues(
                [
                    new("Data wystawienia", "4 marca 2026"), new("Ważna do", "3 kwietnia 2026"),
                    new("Zapytanie", "ZAP/2026/000871"), new("Warunki płatności", "przelew, 30 dni od dostawy"),
                    new("Opiekun", "Małgorzata Wiśniewska-Brzęczyszczykiewicz, malgorzata.wisniewska@drukarnia-zrodlo.example"), new("Dostawa", "DAP Wrocław, Incoterms 2020"),
                ]),
                new PdfColumns(
                [
                    new("Nabywca", ["Wydawnictwo Świt S.A.", "ul. Świdnicka 40", "50-024 Wrocław", "NIP 897-001-22-33"]),
                    new("Adres dostawy", ["Magazyn Bielany", "ul. Logistyczna 8, rampa 12", "55-040 Bielany Wrocławskie", "pon.–pt. 7:00–15:00"]),
                ]),
                new PdfParagraph("Dziękujemy za zapytanie. Poniżej ceny dla wariantów uzgodnionych 2 marca; obejmują przygotowanie do druku, jeden wydruk próbny i dostawę do jednego miejsca. Ceny podano w złotych, bez podatku VAT."),
                new PdfTable(
                    [new("Lp.", 0.5f, PdfAlign.Right), new("Wyrób", 6), new("Nakład", 1.6f, PdfAlign.Right), new("Cena za szt.", 1.4f, PdfAlign.Right), new("Wartość netto", 1.7f, PdfAlign.Right)],
                    lines),
                new PdfNote("Termin realizacji liczymy od akceptacji plików i wydruku próbnego. Odchylenie nakładu do 2% uznaje się za wykonanie zgodne z umową.", "Ważne."),
                new PdfHeading("Warunki"),
                new PdfParagraph("Ofertę można przyjąć w portalu do końca dnia 3 kwietnia 2026. Po przyjęciu wybrane warianty stają się zamówieniem, a pozostałe są ważne do tej samej daty.", "Przyjęcie."),
                new PdfParagraph("Reklamacje przyjmujemy w portalu w ciągu 14 dni od dostawy; prosimy dołączyć zdjęcia i numer palety.", "Reklamacje."),
            ]);
    }

    public static PdfDocument GermanConfirmation()
    {
        string Money(decimal value) => value.ToString("N2", German);
        var lines = new List<PdfTableRow>();
        for (var at = 1; at <= 12; at++)
        {
            lines.Add(new PdfTableRow(
                PdfRowKind.Line,
                $"F{at:00}",
                new PdfCell(at % 2 == 0 ? "Hebe-Schiebetür Kunststoff-Aluminium" : "Dreh-Kipp-Fenster Holz-Aluminium, Dreifachisolierverglasung", "Uw = 0,81 W/(m²K), RC2, Anthrazitgrau RAL 7016 außen, Fichte weiß lasiert innen"),
                $"{1000 + (at * 45)}\u00A0×\u00A0{1300 + (at * 10)}",
                at.ToString(German),
                Money(612.5m + (at * 37.25m)),
                Money(at * (612.5m + (at * 37.25m)))));
        }

        lines.Add(new PdfTableRow(PdfRowKind.Total, "", "", "", "Gesamtbetrag (EUR, ohne MwSt.)", null, Money(62_345.5m)));
        return new PdfDocument(
            "Auftragsbestätigung AB/2026/000045",
            "de",
            "Jürgen Größl",
            new PdfLetterhead("Fensterbau Größl GmbH", ["Straße der Einheit 5, 01099 Dresden", "Geschäftsführer: Jürgen Größl · USt-IdNr. DE123456789"], "#1f4e9e"),
            new PdfFooter("AB/2026/000045", "Amtsgericht Dresden HRB 12345 · IBAN DE02 1203 0000 0000 2020 51"),
            [
                new PdfHeading("Auftragsbestätigung AB/2026/000045", 1),
                new PdfKeyValues([new("Datum", "04.03.2026"), new("Ihre Bestellung", "4500012345 vom 27.02.2026"), new("Liefertermin", "KW 19/2026"), new("Zahlungsbedingungen", "14 Tage 2 % Skonto, 30 Tage netto")]),
                new PdfColumns([new("Auftraggeber", ["Wohnungsbaugenossenschaft Elbaue eG", "Käthe-Kollwitz-Ufer 88", "01309 Dresden"]), new("Baustelle", ["Neubau Haus C", "Überseeallee 14", "04109 Leipzig"]), new("Rechnung an", ["WBG Elbaue eG", "Kreditorenbuchhaltung", "Postfach 10 02 03", "01072 Dresden"])]),
                new PdfParagraph("wir danken für Ihren Auftrag und bestätigen ihn wie folgt. Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversicherungspolicennummernverzeichnis bleibt hiervon unberührt."),
                new PdfTable(
                    [new("Pos.", 0.6f), new("Bezeichnung", 5), new("Maß in mm", 1.6f, PdfAlign.Right), new("Stück", 0.7f, PdfAlign.Right), new("Einzelpreis", 1.3f, PdfAlign.Right), new("Gesamtpreis", 1.4f, PdfAlign.Right)],
                    lines),
                new PdfNote("Maßänderungen sind bis zum 11.03.2026 kostenfrei möglich, danach nur nach schriftlicher Freigabe durch die Arbeitsvorbereitung."),
            ]);
    }

    public static byte[] Pdf(PdfDocument document)
    {
        using var output = new MemoryStream();
        TestFonts.Renderer.Render(document, IssuedAt, output);
        return output.ToArray();
    }
}
