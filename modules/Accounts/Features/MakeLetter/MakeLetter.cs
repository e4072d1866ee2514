using Portal.Contracts.Accounts;
using Portal.Kernel.Documents;
using Portal.Kernel.Mail;

namespace Portal.Accounts;

/// <summary>
/// Lets somebody in for the first time by two halves: one is printed in this letter and goes by post, the other is mailed. Neither is kept. A second letter
/// makes the first one void.
/// </summary>
[InPerson(AccountsPermissions.ManagePeople)]
public sealed class MakeLetter : ISecretWrite<MakeLetter.Result>
{
    public Guid PersonId { get; set; }

    /// <param name="Paper">The letter as PDF.</param>
    public sealed record Result(byte[] Paper, DateTimeOffset ExpiresAt);
}

internal sealed class MakeLetterHandler(AccountsDb db, FirstLetter letter, PersonMail mail, AccountLog log, ICompanies companies, Caller caller, OperatorClock clock) : IRequestHandler<MakeLetter, MakeLetter.Result>
{
    public async Task<MakeLetter.Result> Handle(MakeLetter request, CancellationToken cancellation)
    {
        var person = await Others.TakeAsync(db, caller, request.PersonId, cancellation);
        if (await db.Accounts.AnyAsync(row => row.Id == person.Id && (row.PasswordHash != null || row.BlockedAt != null), cancellation))
            throw new RuleBroken("", "MakeLetter.hasPassword");
        var company = await db.Memberships.Where(row => row.PersonId == person.Id && row.IsActive).OrderBy(row => row.Id).Select(row => (Guid?)row.CompanyId).FirstOrDefaultAsync(cancellation) ?? throw new RuleBroken("", "accounts.noMembership");
        foreach (var before in await db.FirstAccesses.Where(row => row.PersonId == person.Id && row.UsedAt == null).ToListAsync(cancellation))
            before.UsedAt = clock.Now;
        await db.SaveChangesAsync(cancellation);
        var (byPost, byMail) = (Secrets.NewCode(3), Secrets.New());
        var first = new FirstAccess
        {
            PersonId = person.Id,
            LetterHash = Secrets.HashOfCode(byPost),
            MailHash = Secrets.Hash(byMail),
            MadeBy = caller.RequirePerson().Person,
            CreatedAt = clock.Now,
            ExpiresAt = clock.EndOf(clock.Today.AddDays(FirstAccess.GoodFor.Days)),
        };
        db.FirstAccesses.Add(first);
        await mail.SendAsync(AccountLog.Card(person), new PersonLetter($"first-access-{first.Id:N}", "accounts.mail.first", ["accounts.mail.firstBody"], "accounts.mail.firstOpen", $"/sign-in/first/{byMail}"), cancellation);
        await log.HappenedAsync(db, person, AccountChange.LetterMade, "", cancellation, tells: false);
        await db.SaveChangesAsync(cancellation);
        return new(letter.Render(person, byPost, first.ExpiresAt, await companies.OperatorAsync(cancellation), (await companies.FindAsync(company, cancellation))!), first.ExpiresAt);
    }
}

/// <summary>The letter that is posted, in the person's language.</summary>
internal sealed class FirstLetter(PdfRenderer renderer, Texts texts, OperatorClock clock, Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    public byte[] Render(Person person, string code, DateTimeOffset until, CompanyCard own, CompanyCard company)
    {
        var culture = Languages.Culture(person.Language);
        string Say(string key, params object[] arguments) => texts.Say(new Phrase(key, arguments), culture);
        var address = company.Addresses.FirstOrDefault(it => it.Kind == "correspondence") ?? company.Addresses.FirstOrDefault();
        var lastDay = clock.Local(until.AddTicks(-1)).ToString("D", culture);
        var document = new PdfDocument(
            Say("FirstLetter.title"), person.Language, own.Name, new PdfLetterhead(own.Name, [.. Lines(own)], configuration["Portal:Accent"] ?? "#1f5f8b"), new PdfFooter(Say("FirstLetter.title"), own.Name),
            [
                new PdfColumns([new PdfColumn(null, [person.Name, company.Name, .. address is null ? [] : new[] { address.Street, $"{address.PostCode} {address.City}", address.Country }]), new PdfColumn(null, [clock.Today.ToString("D", culture)])]),
                new PdfSpacer(10),
                new PdfHeading(Say("FirstLetter.title"), 1),
                new PdfParagraph(Say("FirstLetter.intro", own.Name)),
                new PdfNote(code, Say("FirstLetter.code")),
                new PdfParagraph(Say("FirstLetter.how", person.Email)),
                new PdfParagraph(Say("FirstLetter.until", lastDay)),
                new PdfParagraph(Say("FirstLetter.alone")),
            ]);
        using var paper = new MemoryStream();
        renderer.Render(document, clock.Now, paper);
        return paper.ToArray();
    }

    private static IEnumerable<string> Lines(CompanyCard company) => company.Addresses.FirstOrDefault() is { } address ? [address.Street, $"{address.PostCode} {address.City}"] : [];
}

public sealed class MakeLetterEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<MakeLetter, MakeLetter.Result>("people/{personId:guid}/letter");
        app.MapPost("/people/{personId:guid}/letter", async (Guid personId, HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, IMediator mediator, CancellationToken cancellation) =>
        {
            await antiforgery.ValidateRequestAsync(http);
            var result = await mediator.Send(new MakeLetter { PersonId = personId }, cancellation);
            http.Response.Headers.CacheControl = "no-store";
            return Results.File(result.Paper, "application/pdf", "portal.pdf");
        }).WithMetadata(new InPersonAttribute(AccountsPermissions.ManagePeople)).ExcludeFromDescription();
    }
}
