namespace Portal.Accounts;

/// <summary>A person's photo, and what they wrote when their company registered. What a company itself said of who speaks for it is the company's and stays.</summary>
internal sealed class FacesData(AccountsDb db) : IPersonalData
{
    public string Name => "photo-and-registration";

    public async Task<object?> ExportAsync(Guid person, CancellationToken cancellation)
    {
        var photo = await db.Photos.AsNoTracking().Where(row => row.PersonId == person).Select(row => row.Data).FirstOrDefaultAsync(cancellation);
        var registrations = await db.Registrations.AsNoTracking().Where(row => row.PersonId == person).Select(row => new { row.Number, row.Name, row.Email, row.Phone, row.Message, row.Consent, row.CreatedAt }).ToListAsync(cancellation);
        return photo is null && registrations.Count == 0 ? null : new { Photo = photo, Registrations = registrations };
    }

    // Past the trail: it would keep what is to be forgotten.
    public async Task EraseAsync(Guid person, CancellationToken cancellation)
    {
        await db.Photos.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
        await db.Registrations.Where(row => row.PersonId == person).ExecuteDeleteAsync(cancellation);
    }
}
