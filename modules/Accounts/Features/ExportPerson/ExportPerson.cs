namespace Portal.Accounts;

/// <summary>All that is kept about a person, in one archive: a person's own, or a client's person's for administrators.</summary>
[SignedIn]
public sealed class ExportPerson : IRead<byte[]>
{
    public Guid PersonId { get; set; }
}

internal sealed class ExportPersonHandler(IServiceScopeFactory scopes, Caller caller) : IRequestHandler<ExportPerson, byte[]>
{
    public async Task<byte[]> Handle(ExportPerson request, CancellationToken cancellation)
    {
        if (caller.Principal.PersonId != request.PersonId && !caller.Can(AccountsPermissions.Administer))
            throw new NotFoundException();

        // The system gathers it: what is about a person may lie where their own rights do not reach.
        await using var scope = scopes.AsSystem("accounts", "personal data");
        if (!await scope.ServiceProvider.GetRequiredService<AccountsDb>().People.AnyAsync(row => row.Id == request.PersonId, cancellation))
            throw new NotFoundException();
        using var archive = new MemoryStream();
        await scope.ServiceProvider.GetRequiredService<PersonalData>().WriteAsync(request.PersonId, archive, cancellation);
        return archive.ToArray();
    }
}

public sealed class ExportPersonEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/profile/data", async (IMediator mediator, Caller caller, CancellationToken cancellation) => await FileAsync(mediator, caller.RequirePerson().Person, cancellation))
            .WithMetadata(new InPersonAttribute()).ExcludeFromDescription();
        app.MapGet("/people/{personId:guid}/data", (Guid personId, IMediator mediator, CancellationToken cancellation) => FileAsync(mediator, personId, cancellation))
            .WithMetadata(new InPersonAttribute(AccountsPermissions.Administer)).ExcludeFromDescription();
    }

    private static async Task<IResult> FileAsync(IMediator mediator, Guid person, CancellationToken cancellation) =>
        Results.File(await mediator.Send(new ExportPerson { PersonId = person }, cancellation), "application/zip", "personal-data.zip");
}
