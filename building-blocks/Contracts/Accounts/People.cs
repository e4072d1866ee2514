namespace Portal.Contracts.Accounts;

/// <summary>A person as others see them: the face of a matter.</summary>
/// <param name="PhotoFileId">Of the photo's content, null where initials stand in.</param>
public sealed record PersonCard(Guid Id, string Name, string? Phone, string? Email, string Language, Guid? PhotoFileId);

/// <summary>Reads people. Cards of staff are for everyone signed in; cards of a company's people for that company and staff.</summary>
public interface IPeople
{
    Task<PersonCard?> FindAsync(Guid personId, CancellationToken cancellation);

    Task<IReadOnlyDictionary<Guid, PersonCard>> FindAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellation);

    /// <summary>People whose name or e-mail holds the text.</summary>
    Task<IReadOnlyList<PersonCard>> NamedAsync(string text, CancellationToken cancellation);

    /// <summary>Staff of a department, by its key ("estimating").</summary>
    Task<IReadOnlyList<PersonCard>> OfDepartmentAsync(string department, CancellationToken cancellation);

    /// <summary>Whether the person is in the company and may do this there.</summary>
    Task<bool> HoldsAsync(Guid personId, Guid companyId, string permission, CancellationToken cancellation);

    /// <summary>The active people of a company who may do this there, by name.</summary>
    Task<IReadOnlyList<PersonCard>> HoldersAsync(Guid companyId, string permission, CancellationToken cancellation);

    /// <summary>The departments a member of staff works in.</summary>
    Task<IReadOnlyList<string>> DepartmentsOfAsync(Guid personId, CancellationToken cancellation);
}
