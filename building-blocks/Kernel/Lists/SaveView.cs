using Carter;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Portal.Kernel;

/// <summary>The views of a list that the reader has: their own and the shared ones.</summary>
[SignedIn]
public sealed class ListViews : IRead<ListViews.Result>
{
    /// <summary>As in the list's address: "inquiries".</summary>
    public string List { get; set; } = "";

    public sealed record Result(IReadOnlyList<Row> Rows);

    /// <param name="MayChange">Whether the reader may rename, share or delete it.</param>
    public sealed record Row(Guid Id, string Name, string Query, bool IsShared, bool IsOwn, bool MayChange);
}

internal sealed class ListViewsHandler(SavedViewsInMemory views, KernelDb db, Caller caller) : IRequestHandler<ListViews, ListViews.Result>
{
    public async Task<ListViews.Result> Handle(ListViews request, CancellationToken cancellation) =>
        new([.. (await views.OfAsync(caller.RequirePerson(), request.List, db, cancellation)).Select(view => Row(view, caller))]);

    public static ListViews.Row Row(SavedView view, Caller caller) =>
        new(view.Id, view.Name, view.Query, view.IsShared, view.PersonId == caller.Principal.PersonId, ViewChange.Allows(view, caller));
}

/// <summary>Keeps the state of a list under a name; under a name that is there already the new state takes the old one's place.</summary>
[SignedIn]
public sealed class SaveView : IWrite<Guid>
{
    public string List { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>What stands behind the question mark in the list's address.</summary>
    public string Query { get; set; } = "";

    /// <summary>For all staff; for those who administer the portal.</summary>
    public bool IsShared { get; set; }
}

internal sealed class SaveViewValidator : AbstractValidator<SaveView>
{
    public const int LongestName = 60;

    public SaveViewValidator(Texts texts)
    {
        RuleFor(it => it.List).Matches("^[a-z][a-z0-9/-]{0,60}$").WithMessage(it => texts["api.unreadable", it.List]);
        RuleFor(it => it.Name).Must(name => name.Trim().Length is > 0 and <= LongestName).WithMessage(_ => texts["SaveView.Name.needed", LongestName]);
        RuleFor(it => it.Query).MaximumLength(1000);
    }
}

internal sealed class SaveViewHandler(KernelDb db, Caller caller) : IRequestHandler<SaveView, Guid>
{
    private const int Most = 30;

    public async Task<Guid> Handle(SaveView request, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        if (request.IsShared && !ViewChange.MayShare(caller))
            throw new ForbiddenException();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"view/" + reader.Person}, 0))", cancellation);
        var own = await db.Set<SavedView>().Where(view => view.PersonId == reader.Person && view.CompanyId == reader.CompanyId && view.List == request.List).ToListAsync(cancellation);
        var (name, query) = (request.Name.Trim(), ListState.Of(request.Query).Query);
        var view = own.FirstOrDefault(view => view.Name == name);
        if (view is null && own.Count >= Most)
            throw new RuleBroken(nameof(SaveView.Name), new PluginSdk.Phrase("SaveView.tooMany", Most));
        if (view is null)
            db.Add(view = new SavedView { CompanyId = reader.CompanyId, PersonId = reader.Person, List = request.List, Name = name, Query = query });
        (view.Query, view.IsShared) = (query, request.IsShared);
        db.Touch(SavedViewsInMemory.Topic(reader.CompanyId));
        await db.SaveChangesAsync(cancellation);
        return view.Id;
    }
}

/// <summary>Gives a view another name, or shares it.</summary>
[SignedIn]
public sealed class ChangeView : IWrite<Guid>
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    /// <summary>Null leaves it as it is.</summary>
    public bool? IsShared { get; set; }
}

internal sealed class ChangeViewValidator : AbstractValidator<ChangeView>
{
    public ChangeViewValidator(Texts texts) => RuleFor(it => it.Name).Must(name => name.Trim().Length is > 0 and <= SaveViewValidator.LongestName).WithMessage(_ => texts["SaveView.Name.needed", SaveViewValidator.LongestName]);
}

internal sealed class ChangeViewHandler(ViewChange views, KernelDb db, Caller caller) : IRequestHandler<ChangeView, Guid>
{
    public async Task<Guid> Handle(ChangeView request, CancellationToken cancellation)
    {
        var view = await views.RequireAsync(request.Id, cancellation);
        if ((request.IsShared ?? view.IsShared) != view.IsShared && !ViewChange.MayShare(caller))
            throw new ForbiddenException();
        var name = request.Name.Trim();
        if (await db.Set<SavedView>().AnyAsync(other => other.PersonId == view.PersonId && other.CompanyId == view.CompanyId && other.List == view.List && other.Name == name && other.Id != view.Id, cancellation))
            throw new RuleBroken(nameof(ChangeView.Name), new PluginSdk.Phrase("SaveView.Name.taken", name));
        (view.Name, view.IsShared) = (name, request.IsShared ?? view.IsShared);
        await db.SaveChangesAsync(cancellation);
        return view.Id;
    }
}

/// <summary>Forgets a view.</summary>
[SignedIn]
public sealed class DeleteView : IWrite<Guid>
{
    public Guid Id { get; set; }
}

internal sealed class DeleteViewHandler(ViewChange views, KernelDb db) : IRequestHandler<DeleteView, Guid>
{
    public async Task<Guid> Handle(DeleteView request, CancellationToken cancellation)
    {
        db.Remove(await views.RequireAsync(request.Id, cancellation));
        await db.SaveChangesAsync(cancellation);
        return request.Id;
    }
}

/// <summary>Who may change a view: its owner and, once it is shared, those who administer the portal alone.</summary>
internal sealed class ViewChange(KernelDb db, Caller caller)
{
    public static bool MayShare(Caller caller) => caller.IsStaff && caller.Can("admin.system");

    public static bool Allows(SavedView view, Caller caller) => view.IsShared ? MayShare(caller) : view.PersonId == caller.Principal.PersonId;

    /// <summary>The row, locked until the change is done.</summary>
    /// <exception cref="NotFoundException">There is none that the caller sees.</exception>
    public async Task<SavedView> RequireAsync(Guid id, CancellationToken cancellation)
    {
        var reader = caller.RequirePerson();
        await db.Database.ExecuteSqlAsync($"select 1 from portal.saved_view where id = {id} for update", cancellation);
        var view = await db.Set<SavedView>().FirstOrDefaultAsync(row => row.Id == id && row.CompanyId == reader.CompanyId && (row.PersonId == reader.Person || row.IsShared), cancellation) ?? throw new NotFoundException();
        if (!Allows(view, caller))
            throw new ForbiddenException();
        db.Touch(SavedViewsInMemory.Topic(view.CompanyId));
        return view;
    }
}

public sealed class ViewEndpoints : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<ListViews, ListViews.Result>("views");
        app.MapWrite<SaveView, Guid>("views");
        app.MapWrite<ChangeView, Guid>("views/{id:guid}", "PUT");
        app.MapWrite<DeleteView, Guid>("views/{id:guid}", "DELETE");
    }
}
