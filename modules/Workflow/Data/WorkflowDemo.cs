namespace Portal.Workflow;

/// <summary>Who leads which department, and somebody away with a colleague standing in.</summary>
internal sealed class WorkflowDemo(IServiceScopeFactory scopes, IPrincipalSource principals, DemoBook book, OperatorClock clock) : IDemoData
{
    public int Order => 40;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (var (department, head) in new[] { (Departments.Office, "anna.nowak"), (Departments.Sales, "piotr.zielinski"), (Departments.Estimating, "katarzyna.wisniewska"), (Departments.Production, "marek.lewandowski") })
            await AsAsync("anna.nowak", new SetHead { Department = department, PersonId = (await PrincipalAsync(head, cancellation)).Person }, cancellation);
        await AsAsync("marek.lewandowski", new SaveAbsence { From = clock.Today, Until = clock.Today.AddDays(4), SubstituteId = (await PrincipalAsync("piotr.zielinski", cancellation)).Person }, cancellation);
    }

    private async Task<PersonPrincipal> PrincipalAsync(string person, CancellationToken cancellation)
    {
        var entry = book.Entries.First(it => it.Email.StartsWith(person + "@", StringComparison.Ordinal));
        return await principals.OfTokenAsync(entry.Token, cancellation) as PersonPrincipal ?? throw new InvalidOperationException($"The demo's {entry.Email} can't act.");
    }

    private async Task AsAsync<TResult>(string person, IRequest<TResult> request, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Principal = await PrincipalAsync(person, cancellation);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellation);
    }
}
