using Portal.Contracts.Accounts;

namespace Portal.Inquiries;

/// <summary>Gives the inquiry to another member of staff. The customer sees whom to ask from then on; tasks stay with whoever has them.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class HandOverInquiry : IWrite<Guid>
{
    public Guid Id { get; set; }

    public Guid? PersonId { get; set; }
}

internal sealed class HandOverInquiryValidator : AbstractValidator<HandOverInquiry>
{
    public HandOverInquiryValidator(Texts texts) => RuleFor(it => it.PersonId).NotNull().WithMessage(_ => texts["HandOverInquiries.PersonId.needed"]);
}

internal sealed class HandOverInquiryHandler(InquiriesDb db, IPeople people, Caller caller, TimeProvider clock) : IRequestHandler<HandOverInquiry, Guid>
{
    private static readonly string[] UsualDepartments = ["sales", "estimating", "office"];

    public async Task<Guid> Handle(HandOverInquiry request, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from inquiries.inquiry where id = {request.Id} for update", cancellation);
        var inquiry = await db.Inquiries.FirstOrDefaultAsync(row => row.Id == request.Id && row.State != InquiryState.Draft, cancellation) ?? throw new NotFoundException();
        // Only staff work in a department: a customer's person can never be put in charge.
        if ((await people.DepartmentsOfAsync(request.PersonId!.Value, cancellation)).Count == 0 || await people.FindAsync(request.PersonId.Value, cancellation) is not { } person)
            throw new RuleBroken(nameof(HandOverInquiry.PersonId), "HandOverInquiries.PersonId.unknown");
        if (inquiry.AssigneeId == person.Id)
            return inquiry.Id;
        inquiry.HandOver(person.Id);
        db.Happened(inquiry, Audience.Customer, caller.Principal.PersonId, clock.GetUtcNow(), new Phrase("inquiries.event.handler", person.Name));
        await db.SaveChangesAsync(cancellation);
        return inquiry.Id;
    }

    /// <summary>Those who usually handle inquiries.</summary>
    public static async Task<IReadOnlyList<PersonCard>> StaffAsync(IPeople people, CancellationToken cancellation)
    {
        var staff = new List<PersonCard>();
        foreach (var department in UsualDepartments)
            staff.AddRange(await people.OfDepartmentAsync(department, cancellation));
        return [.. staff.DistinctBy(person => person.Id).OrderBy(person => person.Name, StringComparer.CurrentCulture)];
    }
}

/// <summary>Gives many inquiries to another member of staff at once. Each answers for itself.</summary>
[Permission(InquiriesPermissions.Calculate)]
public sealed class HandOverInquiries : IWriteEach<Many>
{
    public List<Guid> Ids { get; set; } = [];

    public Guid? PersonId { get; set; }
}

internal sealed class HandOverInquiriesValidator : AbstractValidator<HandOverInquiries>
{
    private const int Most = 200;

    public HandOverInquiriesValidator(Texts texts)
    {
        RuleFor(it => it.Ids).Must(ids => ids is { Count: > 0 and <= Most }).WithMessage(_ => texts["HandOverInquiries.Ids.needed", Most]);
        RuleFor(it => it.PersonId).NotNull().WithMessage(_ => texts["HandOverInquiries.PersonId.needed"]);
    }
}

internal sealed class HandOverInquiriesHandler(InquiriesDb db, OneByOne each) : IRequestHandler<HandOverInquiries, Many>
{
    public async Task<Many> Handle(HandOverInquiries request, CancellationToken cancellation)
    {
        var names = await db.Inquiries.AsNoTracking().Where(row => request.Ids.Contains(row.Id) && row.Number != null).ToDictionaryAsync(row => row.Id, row => row.Number, cancellation);
        return await each.SendAsync(request.Ids.Distinct().Select(id => (id, names.GetValueOrDefault(id) ?? id.ToString())), id => new HandOverInquiry { Id = id, PersonId = request.PersonId }, cancellation);
    }
}

public sealed class HandOverInquiryEndpoints : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapWrite<HandOverInquiry, Guid>("inquiries/{id:guid}/handler");
        app.MapWrite<HandOverInquiries, Many>("inquiries/hand-over");
    }
}
