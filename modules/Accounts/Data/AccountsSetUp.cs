namespace Portal.Accounts;

/// <summary>The roles a new installation starts with, and the rights that a release brings them anew. What the company changed in them stays; the administrator has every right.</summary>
internal sealed class AccountsSetUp(AccountsDb db, Installed installed, GivenOnce once) : ISetUp
{
    private static readonly (string Key, Audience Audience, string[] Permissions)[] Roles =
    [
        ("sales", Audience.Internal, ["accounts.companies", "accounts.cards", "workflow.tasks", "catalog.dictionaries", "inquiries.see", "inquiries.prices", "inquiries.calculate", "inquiries.publish", "inquiries.approveMargin", "orders.see", "orders.manage"]),
        ("estimator", Audience.Internal, ["accounts.companies", "workflow.tasks", "catalog.dictionaries", "inquiries.see", "inquiries.prices", "inquiries.calculate", "inquiries.publish", "orders.see"]),
        ("production", Audience.Internal, ["workflow.tasks", "inquiries.see", "orders.see", "orders.manage"]),
        ("buyer", Audience.Customer, ["inquiries.file", "inquiries.see", "inquiries.prices", "inquiries.decide", "orders.see", "orders.accept"]),
        ("client-administrator", Audience.Customer, ["inquiries.file", "inquiries.see", "inquiries.prices", "inquiries.decide", "orders.see", "orders.accept", "orders.approve", "accounts.limits", "accounts.branches", "accounts.own"]),
        ("observer", Audience.Customer, ["inquiries.see", "orders.see"]),
    ];

    // What binds a client company is done by its own people.
    private static readonly string[] OfCustomersAlone = ["inquiries.file", "inquiries.decide", "orders.accept", "orders.approve", "accounts.limits", "accounts.branches", "accounts.own"];

    // Brought since there are roles; an installation that remembers nothing had the others from its beginning.
    private static readonly string[] Later = ["sales/inquiries.approveMargin", "buyer/orders.accept", "sales/accounts.cards", "client-administrator/accounts.branches", "client-administrator/accounts.own"];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var existing = await db.Roles.ToDictionaryAsync(role => role.Key, cancellation);
        foreach (var (key, audience, permissions) in Roles.Where(role => !existing.ContainsKey(role.Key)))
            db.Roles.Add(new Role { Key = key, Audience = audience, Permissions = [.. permissions] });
        if (!existing.TryGetValue("administrator", out var administrator))
            db.Roles.Add(administrator = new Role { Key = "administrator", Audience = Audience.Internal });
        var all = installed.Permissions.Select(permission => permission.Id).Where(id => !OfCustomersAlone.Contains(id)).Order().ToList();
        if (!administrator.Permissions.SequenceEqual(all))
            administrator.Permissions = all;
        await db.SaveChangesAsync(cancellation);
        await once.GiveAsync("accounts.permissions", [.. Roles.SelectMany(role => role.Permissions.Select(permission => $"{role.Key}/{permission}"))], right => !Later.Contains(right), async rights =>
        {
            foreach (var role in await db.Roles.ToListAsync(cancellation))
            {
                var missing = rights.Where(right => right.StartsWith(role.Key + '/', StringComparison.Ordinal)).Select(right => right[(role.Key.Length + 1)..]).Except(role.Permissions).ToList();
                if (missing.Count > 0)
                    role.Permissions = [.. role.Permissions, .. missing];
            }

            db.Touch(Directory.Topic);
            db.Touch(PrincipalSource.Topic);
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
    }
}
