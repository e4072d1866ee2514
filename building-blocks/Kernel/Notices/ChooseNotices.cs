using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>How the reader is told of what.</summary>
[SignedIn]
public sealed class ShowNoticeChoices : IRead<ShowNoticeChoices.Result>
{
    public sealed record Result(IReadOnlyList<Row> Rows);

    public sealed record Row(string Kind, NoticeChannel Channel, bool IsCompulsory);
}

internal sealed class ShowNoticeChoicesHandler(KernelDb db, Caller caller, Notices notices) : IRequestHandler<ShowNoticeChoices, ShowNoticeChoices.Result>
{
    public async Task<ShowNoticeChoices.Result> Handle(ShowNoticeChoices request, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        var chosen = await db.Set<NoticeChoice>().AsNoTracking().Where(row => row.PersonId == reader.Person && row.CompanyId == reader.CompanyId).ToDictionaryAsync(row => row.Kind, row => row.Channel, cancellation);
        return new([.. notices.KindsFor(caller).Select(kind => new ShowNoticeChoices.Row(kind.Key, kind.IsCompulsory ? NoticeChannel.Mail : chosen.GetValueOrDefault(kind.Key, kind.Usual), kind.IsCompulsory))]);
    }
}

/// <summary>Chooses how to be told; kinds that are left out stay as they are.</summary>
[SignedIn]
public sealed class ChooseNotices : IWrite<Guid>
{
    /// <summary>Entries "kind:channel".</summary>
    public List<string> Choices { get; set; } = [];

    internal IEnumerable<(string Kind, NoticeChannel? Channel)> Read() => Choices.Select(choice => choice.Split(':') is [var kind, var channel]
        ? (kind, Enum.TryParse<NoticeChannel>(channel, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null)
        : (choice, (NoticeChannel?)null));
}

internal sealed class ChooseNoticesValidator : AbstractValidator<ChooseNotices>
{
    public ChooseNoticesValidator(Notices notices, Caller caller, Texts texts)
    {
        RuleFor(it => it.Choices).Must(choices => choices.Count <= 100);
        RuleFor(it => it).Custom((request, context) =>
        {
            var kinds = notices.KindsFor(caller).Where(kind => !kind.IsCompulsory).Select(kind => kind.Key).ToHashSet();
            foreach (var (kind, _) in request.Read().Where(choice => choice.Channel is null || !kinds.Contains(choice.Kind)))
                context.AddFailure(nameof(ChooseNotices.Choices), texts["ChooseNotices.unknown", kind]);
        });
    }
}

internal sealed class ChooseNoticesHandler(KernelDb db, Caller caller) : IRequestHandler<ChooseNotices, Guid>
{
    public async Task<Guid> Handle(ChooseNotices request, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        var kept = await db.Set<NoticeChoice>().Where(row => row.PersonId == reader.Person && row.CompanyId == reader.CompanyId).ToDictionaryAsync(row => row.Kind, cancellation);
        foreach (var (kind, channel) in request.Read())
        {
            if (kept.TryGetValue(kind, out var row))
                row.Channel = channel!.Value;
            else
                db.Add(kept[kind] = new NoticeChoice { PersonId = reader.Person, CompanyId = reader.CompanyId, Kind = kind, Channel = channel!.Value });
        }

        await db.SaveChangesAsync(cancellation);
        return reader.Person;
    }
}
