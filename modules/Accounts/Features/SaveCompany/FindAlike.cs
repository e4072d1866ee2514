using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>Client companies that may be the one somebody is about to make, the strongest reason first.</summary>
[Permission(AccountsPermissions.ManageCompanies)]
public sealed class FindAlike : IRead<FindAlike.Result>
{
    public string Name { get; set; } = "";

    public string TaxId { get; set; } = "";

    public string Country { get; set; } = "PL";

    /// <summary>Of the company or one of its people: its domain tells, unless everybody may have an address there.</summary>
    public string Email { get; set; } = "";

    public sealed record Result(IReadOnlyList<CompanyMatch> Rows);
}

internal sealed class FindAlikeHandler(INewcomers newcomers) : IRequestHandler<FindAlike, FindAlike.Result>
{
    public async Task<FindAlike.Result> Handle(FindAlike request, CancellationToken cancellation) =>
        new(await newcomers.MatchAsync(new Stranger("", request.Email, "", request.Name, TaxIds.Key(request.TaxId, request.Country)), cancellation));
}
