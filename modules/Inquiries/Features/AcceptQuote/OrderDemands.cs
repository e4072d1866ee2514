using FluentValidation.Results;
using Portal.Contracts.Accounts;
using Portal.Contracts.Inquiries;
using Portal.Contracts.Orders;

namespace Portal.Inquiries;

/// <summary>What an order has to carry, asked while the quote is accepted and not when it is too late. Asks nothing while Orders is off.</summary>
internal sealed class OrderDemands(IEnumerable<IOrderGate> gates, IEnumerable<IOrderMemory> memories, Texts texts)
{
    /// <exception cref="ValidationException">What this client's orders must carry is missing: each field is named.</exception>
    public async Task CheckAsync(Guid company, string? customerNumber, string costCentre, DateOnly? requestedDate, string deliveryMethod, CancellationToken cancellation)
    {
        var failures = (await MissingAsync(company, customerNumber, costCentre, requestedDate, cancellation)).Select(missing => new ValidationFailure(missing.Field, texts.Say(missing.Message))).ToList();
        if (deliveryMethod.Length > 0 && (await ChoicesAsync(company, cancellation))?.DeliveryMethods is { } methods && !methods.Contains(deliveryMethod))
            failures.Add(new(nameof(AcceptQuote.DeliveryMethod), texts["AcceptQuote.DeliveryMethod.unknown", deliveryMethod, string.Join(", ", methods)]));
        if (failures.Count > 0)
            throw new ValidationException(failures);
    }

    /// <summary>The fields that this client's orders must carry.</summary>
    public async Task<IReadOnlyList<string>> RequiredAsync(Guid company, CancellationToken cancellation) => [.. (await MissingAsync(company, null, "", null, cancellation)).Select(missing => missing.Field)];

    public async Task<LastOrder?> LastAsync(Guid company, CancellationToken cancellation) => memories.FirstOrDefault() is { } memory ? await memory.LastAsync(company, cancellation) : null;

    public async Task<OrderChoices?> ChoicesAsync(Guid company, CancellationToken cancellation) => memories.FirstOrDefault() is { } memory ? await memory.ChoicesAsync(company, cancellation) : null;

    /// <summary>Where the last order went, if that is still an address of the company; else its first for deliveries.</summary>
    public static AddressCard? Proposed(CompanyCard company, LastOrder? last) =>
        company.Addresses.FirstOrDefault(it => it.Lines() == last?.DeliveryAddress) ?? company.Addresses.FirstOrDefault(it => it.Kind == "delivery") ?? company.Addresses.FirstOrDefault();

    private async Task<IReadOnlyList<(string Field, Phrase Message)>> MissingAsync(Guid company, string? customerNumber, string costCentre, DateOnly? requestedDate, CancellationToken cancellation)
    {
        var given = new Dictionary<string, string?>
        {
            [nameof(AcceptQuote.CustomerNumber)] = customerNumber,
            [nameof(AcceptQuote.CostCentre)] = costCentre,
            [nameof(AcceptQuote.RequestedDate)] = requestedDate?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        };
        return gates.FirstOrDefault() is { } gate ? await gate.MissingAsync(company, given, cancellation) : [];
    }
}

internal static class AddressOfCompany
{
    public static AddressLines Lines(this AddressCard address) => new(address.Name, address.Street, address.PostCode, address.City, address.Country);
}
