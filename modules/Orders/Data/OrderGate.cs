using Microsoft.Extensions.Options;
using Portal.Contracts.Accounts;
using Portal.Contracts.Orders;

namespace Portal.Orders;

/// <summary>What stands against a new order of a company: a block, the credit limit, the least amount.</summary>
internal sealed class OrderGate(OrdersDb db, SystemDb<OrdersDb> system, ICompanies companies, IOptions<OrdersOptions> options) : IOrderGate, ICreditUse
{
    private static readonly Prepared<OrdersDb, Guid, ClientTerms> TermsOf = new((db, company) => db.Terms.AsNoTracking().Where(terms => terms.CompanyId == company));

    public async Task<IReadOnlyList<Phrase>> CheckAsync(Guid companyId, Money net, CancellationToken cancellation)
    {
        var company = await companies.FindAsync(companyId, cancellation) ?? throw new NotFoundException();
        var problems = new List<Phrase>();
        if (company.Block is { Length: > 0 } block)
            problems.Add(new Phrase("order.gate.blocked", block));
        if (options.Value.Minimum.TryGetValue(net.Currency, out var least) && net.Amount < least)
            problems.Add(new Phrase("order.gate.minimum", Show(least, net.Currency), Show(net.Amount, net.Currency)));

        // A limit says nothing about another currency: amounts of two currencies never meet without a rate.
        if (company.CreditLimit is { } limit && net.Currency == company.Currency)
        {
            var open = await UsedAsync(companyId, net.Currency, cancellation);
            if (open + net.Amount > limit)
                problems.Add(new Phrase("order.gate.credit", Show(limit, net.Currency), Show(open, net.Currency), Show(net.Amount, net.Currency)));
        }

        return problems;
    }

    // The limit is the whole company's, whatever branch the buyer sees.
    public Task<decimal> UsedAsync(Guid companyId, string currency, CancellationToken cancellation) =>
        system.Open("orders", "credit used").Orders.Where(order => order.CompanyId == companyId && order.Currency == currency && order.State != OrderState.Completed && order.State != OrderState.Cancelled).SumAsync(order => order.Gross, cancellation);

    public async Task<IReadOnlyList<(string Field, Phrase Message)>> MissingAsync(Guid companyId, IReadOnlyDictionary<string, string?> given, CancellationToken cancellation) =>
        await TermsOf.FirstOrDefaultAsync(db, companyId, cancellation) is { } terms ? [.. terms.Missing(given)] : [];

    // A phrase carries no money, and the amount is to be written in the reader's signs whoever reads it when: two arguments of a text of its own.
    private static Phrase Show(decimal amount, string currency) => new("order.amount", amount, currency);
}
