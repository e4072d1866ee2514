using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Workflow;

namespace Portal.Inquiries;

/// <summary>Makes the next revision of an inquiry from the draft that changes it: what differs is written down in words, only what is new is calculated.</summary>
internal sealed class Revising(InquiriesDb db, KernelDb kernel, Caller caller, Differences differences, CellMaker cells, ICompanies companies, IWorkDesk desk, TimeProvider clock)
{
    public const string Kind = "inquiry.revised";

    /// <param name="draft">Gone afterwards: its content and its files are the inquiry's.</param>
    /// <param name="items">The draft's, checked and in order.</param>
    public async Task<Inquiry> SendAsync(Guid originalId, Inquiry draft, IReadOnlyList<InquiryItem> items, CancellationToken cancellation)
    {
        var (now, person) = (clock.GetUtcNow(), caller.RequirePerson().Person);
        await db.LockAsync(originalId, cancellation);
        var inquiry = await db.Inquiries.AsSplitQuery().Include(row => row.Cells).Include(row => row.Quotes).ThenInclude(quote => quote.Lines).FirstOrDefaultAsync(row => row.Id == originalId, cancellation)
            ?? throw new NotFoundException();
        inquiry.Demand(InquiryAction.RequestChange, caller, now);
        var before = inquiry.Items;
        items = [.. items.Select(item => Lettered(item, before.FirstOrDefault(it => it.Key == item.Key), inquiry))];
        var changes = await differences.OfAsync(inquiry, draft, items, cancellation);
        if (changes.Count == 0)
            throw new RuleBroken("", "RequestChange.nothing");
        if (inquiry.Revision == 1)
            Note(inquiry, inquiry.SubmittedAt ?? inquiry.CreatedAt, inquiry.AuthorId, []);
        inquiry.Revise(draft, items, now);
        Note(inquiry, now, person, changes);
        await cells.MakeAsync(inquiry, cancellation, before);
        await TakeFilesAsync(draft.Id, inquiry.Id, cancellation);
        db.Inquiries.Remove(draft);

        var company = await companies.FindAsync(inquiry.CompanyId, cancellation) ?? throw new NotFoundException();
        var assignment = await desk.OpenAsync(
            new Work(Kind, "inquiry", inquiry.Id, inquiry.Number!, inquiry.CompanyId, new Phrase("inquiries.task.revised", inquiry.Number!, inquiry.Revision, inquiry.Title), $"/inquiries/{inquiry.Id}#revisions",
                inquiry.ProductType, company.Region, company.KeeperId, inquiry.AssigneeId), cancellation);
        inquiry.Assign(inquiry.AssigneeId ?? assignment.AssigneeId ?? company.KeeperId, assignment.DueAt);
        db.Happened(inquiry, Audience.Customer, person, now, new Phrase("inquiries.event.revised", inquiry.Revision, changes.Count));
        db.Publish(new InquiryRevised(inquiry.Id, inquiry.Revision, inquiry.CompanyId, changes.Count));
        await db.SaveChangesAsync(cancellation);
        return inquiry;
    }

    private void Note(Inquiry inquiry, DateTimeOffset at, Guid person, IReadOnlyList<RevisionChange> changes) => db.Revisions.Add(new Revision
    {
        InquiryId = inquiry.Id,
        CompanyId = inquiry.CompanyId,
        Number = inquiry.Revision,
        At = at,
        PersonId = person,
        Items = inquiry.Items,
        Changes = changes,
    });

    private async Task TakeFilesAsync(Guid draft, Guid inquiry, CancellationToken cancellation)
    {
        foreach (var file in await kernel.Files.Where(row => row.SubjectKind == "inquiry" && row.SubjectId == draft).ToListAsync(cancellation))
            kernel.Entry(file).Property(row => row.SubjectId).CurrentValue = inquiry;
        await kernel.SaveChangesAsync(cancellation);
    }

    /// <summary>An alternative that differs from the base as before keeps its letter, any other gets one that was never used: earlier quotes go on naming theirs.</summary>
    private static InquiryItem Lettered(InquiryItem item, InquiryItem? before, Inquiry inquiry)
    {
        var taken = inquiry.Cells.Where(cell => cell.ItemKey == item.Key).Select(cell => cell.Alternative).Concat(before?.Alternatives.Select(it => it.Key) ?? []).ToHashSet();
        var free = before?.Alternatives.ToList() ?? [];
        var letters = new Dictionary<string, string>();
        foreach (var alternative in item.Alternatives)
        {
            var place = free.FindIndex(it => it.ChangesTheSame(alternative.Changes));
            letters[alternative.Key] = place >= 0 ? free[place].Key : Next();
            if (place >= 0)
                free.RemoveAt(place);
        }

        return item with
        {
            Alternatives = [.. item.Alternatives.Select(it => it with { Key = letters[it.Key] })],
            LeftOut = [.. item.LeftOut.Select(cell => cell with { Alternative = letters.GetValueOrDefault(cell.Alternative, cell.Alternative) })],
        };

        string Next()
        {
            var key = Letters.After(taken);
            taken.Add(key);
            return key;
        }
    }
}
