namespace Portal.Inquiries;

/// <summary>What a company asks for again and again, under a name that its people share.</summary>
[SharedAcrossBranches]
internal sealed class InquiryTemplate : IOwnedByCompany
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public required Guid CompanyId { get; init; }

    public required string Name { get; set; }

    public required string ProductType { get; init; }

    public required IReadOnlyList<InquiryItem> Items { get; init; }

    public required string Note { get; init; }

    public required Guid AuthorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The rules of a template's name, wherever it is given.</summary>
internal static class TemplateName
{
    public const int Longest = 100;

    public static void MustBeName<T>(this IRuleBuilder<T, string> rule, Texts texts) => rule
        .Must(name => !string.IsNullOrWhiteSpace(name)).WithMessage(_ => texts["KeepTemplate.Name.needed"])
        .MaximumLength(Longest).WithMessage(_ => texts["KeepTemplate.Name.long", Longest]);

    /// <exception cref="RuleBroken">The company has another template of this name.</exception>
    public static async Task DemandFreeAsync(this InquiriesDb db, Guid companyId, string name, Guid? but, CancellationToken cancellation)
    {
        // Two who give the same name at once take turns; the index has the last word.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"template/{companyId}/{name.ToLowerInvariant()}"}, 0))", cancellation);
        if (await db.Templates.AnyAsync(row => row.CompanyId == companyId && row.Name.ToLower() == name.ToLower() && row.Id != but, cancellation))
            throw new RuleBroken(nameof(KeepTemplate.Name), new Phrase("KeepTemplate.Name.taken", name));
    }
}
