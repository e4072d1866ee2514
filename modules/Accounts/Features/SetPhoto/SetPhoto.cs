using System.Security.Cryptography;
using Portal.Contracts.Accounts;

namespace Portal.Accounts;

/// <summary>Gives a person a face: oneself, or another for those who manage people. No content takes it away.</summary>
[SignedIn]
public sealed class SetPhoto : IWrite<Guid>
{
    /// <summary>Whose; the caller's own where it is empty.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>JPEG, PNG or WebP.</summary>
    public byte[] Content { get; set; } = [];
}

internal sealed class SetPhotoValidator : AbstractValidator<SetPhoto>
{
    public const int MostBytes = 8_000_000;

    public SetPhotoValidator(Texts texts) => RuleFor(it => it.Content).Must(content => content.Length <= MostBytes).WithMessage(_ => texts["SetPhoto.Content.large", Show.Size(MostBytes)]);
}

/// <summary>As the system: people's rows are beyond a customer's scope; whose photo may be set is decided here.</summary>
internal sealed class SetPhotoHandler(SystemDb<AccountsDb> system, IPeople people, Caller caller) : IRequestHandler<SetPhoto, Guid>
{
    public async Task<Guid> Handle(SetPhoto request, CancellationToken cancellation)
    {
        var own = caller.RequirePerson().Person;
        var id = request.PersonId ?? own;
        if (await people.FindAsync(id, cancellation) is null)
            throw new NotFoundException();
        if (id != own)
            caller.Require(AccountsPermissions.ManagePeople);
        var db = system.Open("accounts", "photo");
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.person where id = {id} for update", cancellation);
        var (person, photo) = (await db.People.FirstAsync(row => row.Id == id, cancellation), await db.Photos.FirstOrDefaultAsync(row => row.PersonId == id, cancellation));
        if (request.Content.Length == 0)
        {
            person.PhotoFileId = null;
            if (photo is not null)
                db.Photos.Remove(photo);
        }
        else
        {
            var data = PhotoKinds.IsOne(request.Content) ? Thumbnail.Of(new MemoryStream(request.Content), cut: true) : null;
            var hash = SHA256.HashData(data ?? throw new RuleBroken(nameof(SetPhoto.Content), "SetPhoto.Content.kind"));
            if (photo is null)
                db.Photos.Add(new Photo { PersonId = id, Data = data, Sha256 = hash });
            else
                (photo.Data, photo.Sha256) = (data, hash);
            person.PhotoFileId = new Guid(hash.AsSpan(0, 16));
        }

        db.Touch(Directory.Topic);
        await db.SaveChangesAsync(cancellation);
        return id;
    }
}

/// <summary>What is a photo, by its first bytes: the rest of what the library could draw is let alone.</summary>
internal static class PhotoKinds
{
    public static bool IsOne(ReadOnlySpan<byte> content) => content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])
        || (content.Length > 12 && content[..4].SequenceEqual("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8));
}

/// <summary>A person's photo, for whoever may see the person.</summary>
[SignedIn]
public sealed class ShowPhoto : IRead<ShowPhoto.Result>
{
    public Guid PersonId { get; set; }

    /// <param name="Version">Changes with the photo.</param>
    public sealed record Result(byte[] Content, Guid Version);
}

internal sealed class ShowPhotoHandler(SystemDb<AccountsDb> system, IPeople people) : IRequestHandler<ShowPhoto, ShowPhoto.Result>
{
    public async Task<ShowPhoto.Result> Handle(ShowPhoto request, CancellationToken cancellation)
    {
        if (await people.FindAsync(request.PersonId, cancellation) is null)
            throw new NotFoundException();
        var photo = await system.Open("accounts", "photo").Photos.AsNoTracking().FirstOrDefaultAsync(row => row.PersonId == request.PersonId, cancellation) ?? throw new NotFoundException();
        return new(photo.Data, new Guid(photo.Sha256.AsSpan(0, 16)));
    }
}

public sealed class SetPhotoEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<SetPhoto, Guid>("people/{personId:guid}/photo");
        app.MapGet("/people/{id:guid}/photo", async (Guid id, string? v, HttpContext http, IMediator mediator, CancellationToken cancellation) =>
        {
            var photo = await mediator.Send(new ShowPhoto { PersonId = id }, cancellation);

            // Under the address of its content it never changes; for its reader alone all the same.
            http.Response.Headers.CacheControl = v == photo.Version.ToString("N") ? "private, max-age=31536000, immutable" : "private, no-cache";
            http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return Results.Bytes(photo.Content, Thumbnail.MediaType);
        }).WithMetadata(new SignedInAttribute()).ExcludeFromDescription();
    }
}
