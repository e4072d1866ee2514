using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts;
using Portal.PluginSdk;

namespace Portal.Kernel;

/// <summary>Adds to the conversation on a matter. Staff choose for whom it is; what a customer writes is read by both sides.</summary>
[SignedIn]
public sealed class AddNote : IWrite<Guid>
{
    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public string Text { get; set; } = "";

    /// <summary>Whether staff keep it among themselves.</summary>
    public bool IsInternal { get; set; }
}

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator(Texts texts)
    {
        RuleFor(it => it.Text).NotEmpty().WithMessage(_ => texts["AddNote.Text.needed"]);
        RuleFor(it => it.Text).MaximumLength(4_000);
    }
}

internal sealed class AddNoteHandler(KernelDb db, Caller caller, IEnumerable<ISubjectOwner> owners, TimeProvider clock) : IRequestHandler<AddNote, Guid>
{
    public async Task<Guid> Handle(AddNote request, CancellationToken cancellation)
    {
        var person = caller.RequirePerson();
        var owner = owners.FirstOrDefault(it => it.SubjectKind == request.SubjectKind) ?? throw new NotFoundException();
        var company = await owner.MayAddAsync(request.SubjectId, cancellation);
        var audience = person.IsStaff && (request.IsInternal || owner.IsInternal) ? Audience.Internal : Audience.Customer;
        var note = new Note
        {
            CompanyId = company,
            Audience = audience,
            SubjectKind = request.SubjectKind,
            SubjectId = request.SubjectId,
            PersonId = person.Person,
            Author = person.Name,
            FromStaff = person.IsStaff,
            Text = request.Text.Trim(),
            At = clock.GetUtcNow(),
        };
        db.Notes.Add(note);
        db.Publish(new NoteWritten(note.SubjectKind, note.SubjectId, note.Id, note.PersonId, note.Author, note.Audience, note.FromStaff, note.Text));
        db.Touch($"{request.SubjectKind}:{request.SubjectId}");
        await db.SaveChangesAsync(cancellation);
        await owner.NoteWrittenAsync(request.SubjectId, audience, person.IsStaff, cancellation);
        return note.Id;
    }
}

/// <summary>The conversation on a matter, as the reader may see it.</summary>
[SignedIn]
public sealed class ListNotes : IRead<ListNotes.Result>
{
    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(Guid Id, string Author, bool FromStaff, Audience Audience, string Text, DateTimeOffset At);
}

internal sealed class ListNotesHandler(KernelDb db, IEnumerable<ISubjectOwner> owners) : IRequestHandler<ListNotes, ListNotes.Result>
{
    public async Task<ListNotes.Result> Handle(ListNotes request, CancellationToken cancellation)
    {
        var owner = owners.FirstOrDefault(it => it.SubjectKind == request.SubjectKind) ?? throw new NotFoundException();
        await owner.DemandSeenAsync(request.SubjectId, cancellation);
        return new(await db.Notes.Where(note => note.SubjectKind == request.SubjectKind && note.SubjectId == request.SubjectId).OrderBy(note => note.At).ThenBy(note => note.Id)
            .Select(note => new ListNotes.Row(note.Id, note.Author, note.FromStaff, note.Audience, note.Text, note.At)).ToListAsync(cancellation));
    }
}

public sealed class NoteEndpoints : Carter.ICarterModule
{
    public void AddRoutes(Microsoft.AspNetCore.Routing.IEndpointRouteBuilder app)
    {
        app.MapRead<ListNotes, ListNotes.Result>("notes/{subjectKind}/{subjectId:guid}");
        app.MapWrite<AddNote, Guid>("notes/{subjectKind}/{subjectId:guid}");
    }
}
