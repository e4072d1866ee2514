namespace Portal.Accounts;

/// <summary>Says for a field of the card what happens when a client changes it.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class SetOwnDataRule : IWrite<OwnField>
{
    public OwnField Field { get; set; }

    public OwnDataPolicy Policy { get; set; }
}

internal sealed class SetOwnDataRuleValidator : AbstractValidator<SetOwnDataRule>
{
    public SetOwnDataRuleValidator()
    {
        RuleFor(it => it.Field).IsInEnum();
        RuleFor(it => it.Policy).IsInEnum();
    }
}

internal sealed class SetOwnDataRuleHandler(AccountsDb db) : IRequestHandler<SetOwnDataRule, OwnField>
{
    public async Task<OwnField> Handle(SetOwnDataRule request, CancellationToken cancellation)
    {
        // The first setting of a field is a row that two may make at once.
        await db.Database.ExecuteSqlAsync($"lock table accounts.own_data_rule in share row exclusive mode", cancellation);
        if (await db.OwnDataRules.FirstOrDefaultAsync(row => row.Field == request.Field, cancellation) is { } rule)
            rule.Policy = request.Policy;
        else
            db.OwnDataRules.Add(new OwnDataRule { Field = request.Field, Policy = request.Policy });
        await db.SaveChangesAsync(cancellation);
        return request.Field;
    }
}

/// <summary>The rules in force.</summary>
[SignedIn]
public sealed class ListOwnDataRules : IRead<ListOwnDataRules.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(OwnField Field, OwnDataPolicy Policy);
}

internal sealed class ListOwnDataRulesHandler(AccountsDb db) : IRequestHandler<ListOwnDataRules, ListOwnDataRules.Result>
{
    public async Task<ListOwnDataRules.Result> Handle(ListOwnDataRules request, CancellationToken cancellation)
    {
        var rules = await db.OwnDataRules.AsNoTracking().ToDictionaryAsync(row => row.Field, row => row.Policy, cancellation);
        return new([.. Enum.GetValues<OwnField>().Select(field => new ListOwnDataRules.Row(field, rules.TryGetValue(field, out var policy) ? policy : OwnDataRule.Usual(field)))]);
    }
}

public sealed class SetOwnDataRuleEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListOwnDataRules, ListOwnDataRules.Result>("own-data-rules");
        app.MapWrite<SetOwnDataRule, OwnField>("own-data-rules", "PUT");
    }
}
