namespace Portal.Inquiries;

/// <summary>The company's rules about steps, in memory: every list of a customer's asks them. Loaded as the system, dropped when one changes on any host.</summary>
internal sealed class StepRulesInMemory(IServiceScopeFactory scopes, PgListener listener) : InMemory<StepRules>(scopes, listener, "inquiries", Topic)
{
    public const string Topic = "inquiry-steps";

    protected override async Task<StepRules> LoadAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<InquiriesDb>();
        return new(await db.StepSettings.AsNoTracking().ToListAsync(), await db.StepExceptions.AsNoTracking().ToListAsync());
    }
}
