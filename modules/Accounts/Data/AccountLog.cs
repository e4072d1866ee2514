using Portal.Contracts.Accounts;
using Portal.Kernel.Mail;

namespace Portal.Accounts;

/// <summary>Writes down what happened to somebody's ways in, and tells them. The caller saves.</summary>
internal sealed class AccountLog(PersonMail mail, OperatorClock clock, Caller caller, IHttpContextAccessor http)
{
    /// <param name="to">Where it is told instead of the person's own address, as that changes with it.</param>
    /// <param name="undo">A link that takes it back.</param>
    /// <param name="tells">False where they hear of it anyway.</param>
    public async Task HappenedAsync(AccountsDb db, Person person, AccountChange what, string detail, CancellationToken cancellation, string? to = null, string? undo = null, bool tells = true)
    {
        var by = caller.Person?.Person;
        var row = new AccountEvent
        {
            PersonId = person.Id,
            At = clock.Now,
            What = what,
            Detail = detail,
            ById = by == person.Id ? null : by,
            Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "",
        };
        db.Events.Add(row);
        if (!tells)
            return;
        var culture = Languages.Culture(person.Language);
        var at = clock.Local(row.At).ToString("g", culture);
        await mail.SendAsync(
            Card(person, to), new PersonLetter($"account-{row.Id:N}", new Phrase($"accounts.mail.{what}"), [new Phrase($"accounts.mail.{what}.body", at, row.Detail), undo is null ? "accounts.mail.notYou" : "accounts.mail.undo"],
                undo is null ? "accounts.mail.open" : "accounts.mail.undoOpen", undo is null ? "/sign-in/forgotten" : undo), cancellation);
    }

    public static PersonCard Card(Person person, string? email = null) => new(person.Id, person.Name, person.Phone, email ?? person.Email, person.Language, person.PhotoFileId);
}
