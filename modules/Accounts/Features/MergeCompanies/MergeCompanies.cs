namespace Portal.Accounts;

/// <summary>
/// Makes one card of two that are the same company: everything of the one goes over to the other in one transaction, and its card leads there from then on.
/// Of two tax ids that differ nobody can say that they are one. Done again it takes over what came in between.
/// </summary>
[Permission(AccountsPermissions.Administer)]
public sealed class MergeCompanies : IWrite<Guid>
{
    /// <summary>The card that stays.</summary>
    public Guid CompanyId { get; set; }

    /// <summary>The card that goes.</summary>
    public Guid OtherId { get; set; }
}

internal sealed class MergeCompaniesHandler(AccountsDb db, IEnumerable<IOwnedRows> modules, Caller caller, TimeProvider clock) : IRequestHandler<MergeCompanies, Guid>
{
    public async Task<Guid> Handle(MergeCompanies request, CancellationToken cancellation)
    {
        if (request.CompanyId == request.OtherId)
            throw new RuleBroken(nameof(MergeCompanies.OtherId), "MergeCompanies.OtherId.same");

        // In one order, whichever way round it is asked: two merges of the two wait for each other instead of for ever.
        Guid[] both = [request.CompanyId, request.OtherId];
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.company where id = any({both}) order by id for update", cancellation);
        var winner = await db.Companies.Include(row => row.Addresses).FirstOrDefaultAsync(row => row.Id == request.CompanyId && !row.IsOperator && row.MergedIntoId == null, cancellation) ?? throw new NotFoundException();
        var loser = await db.Companies.Include(row => row.Addresses).FirstOrDefaultAsync(row => row.Id == request.OtherId && !row.IsOperator && (row.MergedIntoId == null || row.MergedIntoId == winner.Id), cancellation)
            ?? throw new RuleBroken(nameof(MergeCompanies.OtherId), "MergeCompanies.OtherId.gone");
        if (MergePreview.Differ(winner, loser))
            throw new RuleBroken(nameof(MergeCompanies.OtherId), new Phrase("MergeCompanies.differ", winner.TaxId, loser.TaxId));
        await FillAsync(winner, loser, cancellation);
        await MovePeopleAsync(winner.Id, loser.Id, cancellation);
        await MoveAddressesAsync(winner, loser, cancellation);
        foreach (var module in modules.Where(module => module.Schema != "accounts"))
            await module.MoveAsync(loser.Id, winner.Id, $" ({loser.Name[..Math.Min(loser.Name.Length, 30)]})", cancellation);
        loser.MergeInto(winner.Id);
        foreach (var former in await db.Companies.Where(row => row.MergedIntoId == loser.Id).ToListAsync(cancellation))
            former.MergeInto(winner.Id);
        winner.Changed(caller.Principal.PersonId, clock.GetUtcNow());
        db.Touch(Directory.Topic);
        db.Touch(PrincipalSource.Topic);
        await db.SaveChangesAsync(cancellation);
        return winner.Id;
    }

    /// <summary>What the winner's card has not and the other's has.</summary>
    private async Task FillAsync(Company winner, Company loser, CancellationToken cancellation)
    {
        if (winner.TaxId.Length == 0 && loser.TaxId.Length > 0)
            winner.SetTaxId(loser.TaxId, loser.Country);
        winner.ShortName = winner.ShortName is { Length: > 0 } name ? name : loser.ShortName;
        winner.RegisterNo = winner.RegisterNo is { Length: > 0 } number ? number : loser.RegisterNo;
        winner.Email = winner.Email is { Length: > 0 } email ? email : loser.Email;
        winner.Phone = winner.Phone is { Length: > 0 } phone ? phone : loser.Phone;
        winner.Region = winner.Region is { Length: > 0 } region ? region : loser.Region;
        winner.KeeperId ??= loser.KeeperId;
        if (winner.Block is null && loser.Block is { } block)
            winner.SetBlock(block, loser.BlockedById, loser.BlockedAt ?? clock.GetUtcNow());
        if (winner.ContractorNo is null && loser.ContractorNo is { } contractor)
        {
            // The number may stand once only, not even for a moment twice.
            loser.ContractorNo = null;
            await db.SaveChangesAsync(cancellation);
            winner.ContractorNo = contractor;
        }
    }

    /// <summary>Who is in both stays as they are in the winner's; the other membership ends, and its tokens with it.</summary>
    private async Task MovePeopleAsync(Guid winner, Guid loser, CancellationToken cancellation)
    {
        var known = await db.Memberships.Where(row => row.CompanyId == winner).Select(row => row.PersonId).ToListAsync(cancellation);
        var tokens = (await db.Tokens.Where(row => row.CompanyId == loser).ToListAsync(cancellation)).ToLookup(row => row.MembershipId);
        foreach (var membership in await db.Memberships.Where(row => row.CompanyId == loser).ToListAsync(cancellation))
        {
            if (known.Contains(membership.PersonId))
            {
                membership.IsActive = false;
                continue;
            }

            db.Entry(membership).Property(row => row.CompanyId).CurrentValue = winner;
            foreach (var token in tokens[membership.Id])
                db.Entry(token).Property(row => row.CompanyId).CurrentValue = winner;
        }

        foreach (var branch in await db.Branches.Where(row => row.CompanyId == loser).ToListAsync(cancellation))
            db.Entry(branch).Property(row => row.CompanyId).CurrentValue = winner;
        foreach (var person in await db.Representatives.Where(row => row.CompanyId == loser).ToListAsync(cancellation))
            db.Entry(person).Property(row => row.CompanyId).CurrentValue = winner;
        foreach (var change in await db.Changes.Where(row => row.CompanyId == loser).ToListAsync(cancellation))
        {
            // What waits of the other's card would be written over the winner's.
            if (change.State == ChangeState.Waiting)
                change.Decide(false, null, caller.Principal.PersonId, clock.GetUtcNow());
            db.Entry(change).Property(row => row.CompanyId).CurrentValue = winner;
        }
    }

    /// <summary>The other's seat and address for letters become history where the winner has its own; places to deliver to stay such.</summary>
    private async Task MoveAddressesAsync(Company winner, Company loser, CancellationToken cancellation)
    {
        var taken = winner.Addresses.Where(row => row.Until is null && row.BranchId is null).Select(row => row.Kind).ToHashSet();
        foreach (var address in loser.Addresses.Where(row => row.Until is null && row is { BranchId: null, Kind: not AddressKind.Delivery } && taken.Contains(row.Kind)))
            address.End(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        foreach (var address in loser.Addresses.ToList())
            db.Entry(address).Property(row => row.CompanyId).CurrentValue = winner.Id;
        await db.SaveChangesAsync(cancellation);
    }
}

/// <summary>What a merge of two cards would move, before it is done.</summary>
[Permission(AccountsPermissions.Administer)]
public sealed class MergePreview : IRead<MergePreview.Result>
{
    public Guid CompanyId { get; set; }

    public Guid OtherId { get; set; }

    /// <param name="Differ">Whether two tax ids forbid it.</param>
    public sealed record Result(string Company, string CompanyTaxId, string Other, string OtherTaxId, bool Differ, IReadOnlyList<Part> Parts);

    /// <param name="What">As "orders.order".</param>
    public sealed record Part(string What, long Rows);

    internal static bool Differ(Company one, Company other) => one.TaxKey.Length > 0 && other.TaxKey.Length > 0 && one.TaxKey != other.TaxKey;
}

internal sealed class MergePreviewHandler(AccountsDb db, IEnumerable<IOwnedRows> modules) : IRequestHandler<MergePreview, MergePreview.Result>
{
    public async Task<MergePreview.Result> Handle(MergePreview request, CancellationToken cancellation)
    {
        var both = await db.Companies.AsNoTracking().Where(row => (row.Id == request.CompanyId || row.Id == request.OtherId) && !row.IsOperator && row.MergedIntoId == null).ToListAsync(cancellation);
        if (both.Find(row => row.Id == request.CompanyId) is not { } winner || both.Find(row => row.Id == request.OtherId) is not { } loser || winner == loser)
            throw new NotFoundException();
        var parts = new List<MergePreview.Part>();
        foreach (var module in modules)
            parts.AddRange((await module.CountAsync(loser.Id, cancellation)).Where(part => part.Table != "company").Select(part => new MergePreview.Part($"{module.Schema}.{part.Table}", part.Rows)));
        return new(winner.Name, winner.TaxId, loser.Name, loser.TaxId, MergePreview.Differ(winner, loser), parts);
    }
}

public sealed class MergeCompaniesEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapRead<MergePreview, MergePreview.Result>("companies/{companyId:guid}/merge/{otherId:guid}");
        app.MapWrite<MergeCompanies, Guid>("companies/{companyId:guid}/merge");
    }
}
