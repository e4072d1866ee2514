using Portal.Kernel.Mail;

namespace Portal.Accounts;

/// <summary>The keeper hears what a client changed; whoever asked for a change hears how it was decided.</summary>
internal sealed class TellOfOwnData(AccountsDb db, Notices notices) : IConsumer<OwnDataTold>, IConsumer<ChangeDecided>
{
    public const string Changed = "company.changed";
    public const string Decided = "company.decided";

    public async Task HandleAsync(OwnDataTold happened, CancellationToken cancellation)
    {
        if (await db.Companies.AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.CompanyId, cancellation) is not { KeeperId: { } keeper } company)
            return;
        await notices.TellAsync(new NoticeReader(keeper), Changed, new PersonLetter($"own-data-{happened.ChangeId:N}", new Phrase("OwnData.notice.changed", company.Name),
            [.. happened.Items.Select(Line)], "OwnData.notice.open", $"/companies/{company.Id}"), cancellation);
    }

    public async Task HandleAsync(ChangeDecided happened, CancellationToken cancellation)
    {
        var change = await db.Changes.AsNoTracking().FirstAsync(row => row.Id == happened.ChangeId, cancellation);
        await notices.TellAsync(new NoticeReader(change.AskedById, change.CompanyId), Decided, new PersonLetter($"change-{change.Id:N}", new Phrase($"OwnData.notice.{change.State}"),
            [.. change.Items.Select(Line), .. change.Reason is { } reason ? [new Phrase("text", reason)] : Array.Empty<Phrase>()], "OwnData.notice.openOwn", "/company"), cancellation);
    }

    private static Phrase Line(ChangeItem item) => new("OwnData.notice.line", new Phrase($"OwnField.{item.Field}"), item.Before.Length > 0 ? item.Before : "–", item.After.Length > 0 ? item.After : "–");
}
