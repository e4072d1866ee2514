using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>
/// What people wrote and were told. What was said on a matter stays with the matter, without the name; notices, choices and saved views go.
/// Files stay with their matters, too: they are the company's.
/// </summary>
internal sealed class WrittenByPeople(KernelDb db) : IPersonalData
{
    public string Name => "written";

    public async Task<object?> ExportAsync(Guid person, CancellationToken cancellation) => new
    {
        Notes = await db.Notes.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.At, row.SubjectKind, row.SubjectId, row.Text }).ToListAsync(cancellation),
        Files = await db.Files.AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).Select(row => new { row.At, row.Name, row.MediaType, row.Size, row.SubjectKind, row.SubjectId }).ToListAsync(cancellation),
        Notices = (await db.Set<Notice>().AsNoTracking().Where(row => row.PersonId == person).OrderBy(row => row.Id).ToListAsync(cancellation)).Select(row => new { row.At, row.Kind, row.Subject, row.Address, row.SeenAt }),
        Choices = await db.Set<NoticeChoice>().AsNoTracking().Where(row => row.PersonId == person).Select(row => new { row.Kind, row.Channel }).ToListAsync(cancellation),
        Views = await db.Set<SavedView>().AsNoTracking().Where(row => row.PersonId == person).Select(row => new { row.List, row.Name }).ToListAsync(cancellation),
    };

    public async Task EraseAsync(Guid person, CancellationToken cancellation)
    {
        // Past the trail: it would keep what is to be forgotten.
        await db.Notes.Where(row => row.PersonId == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.Author, PersonalData.Nobody), cancellation);
        await db.Set<Notice>().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.Set<NoticeChoice>().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.Set<SavedView>().Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
    }
}
