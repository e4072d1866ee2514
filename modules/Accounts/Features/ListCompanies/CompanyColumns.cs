using Portal.Kernel.Documents;

namespace Portal.Accounts;

/// <summary>The columns of the list of clients, on the page and in its export.</summary>
internal static class CompanyColumns
{
    public static ListColumns Of(ListState state, Texts texts) => new(state,
        new("name", texts["Company.name"], Sorts: true), new("taxId", texts["Company.taxId"]), new("number", texts["Company.contractorNo"]), new("city", texts["Company.city"]), new("country", texts["Company.country"]),
        new("currency", texts["Company.currency"], IsUsual: false), new("days", texts["Company.paymentDays"], IsUsual: false, IsNumber: true), new("limit", texts["Company.creditLimit"], IsUsual: false, IsNumber: true), new("keeper", texts["Company.keeper"]),
        new("block", texts["Company.block"], IsUsual: false));

    public static IResult Export(ListState state, IReadOnlyList<ListCompanies.Row> rows, string? format, Texts texts)
    {
        List<(string Key, SheetColumn Column, Func<ListCompanies.Row, object?> Value)> all =
        [
            ("name", new(texts["Company.name"], Width: 40), row => row.Name), ("taxId", new(texts["Company.taxId"], Width: 18), row => row.TaxId), ("number", new(texts["Company.contractorNo"]), row => row.ContractorNo),
            ("city", new(texts["Company.city"], Width: 24), row => row.City), ("country", new(texts["Company.country"], Width: 8), row => row.Country), ("currency", new(texts["Company.currency"], Width: 8), row => row.Currency),
            ("days", new(texts["Company.paymentDays"], Width: 10), row => row.PaymentDays), ("limit", new(texts["Company.creditLimit"], "#,##0.00"), row => row.CreditLimit), ("keeper", new(texts["Company.keeper"], Width: 24), row => row.Keeper),
            ("block", new(texts["Company.block"], Width: 40), row => row.Block),
        ];
        var columns = Of(state, texts);
        var shown = all.Where(column => columns.Shows(column.Key)).ToList();
        return ListExport.File(format, texts["menu.companies"], [.. shown.Select(column => column.Column)], rows.Select(row => shown.Select(column => column.Value(row)).ToArray()));
    }
}
