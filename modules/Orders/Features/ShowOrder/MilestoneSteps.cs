namespace Portal.Orders;

/// <summary>An order's milestones as steps: those planned for it, and those reached beside them.</summary>
internal static class MilestoneSteps
{
    public static IReadOnlyList<ShowOrder.Step> Of(
        IReadOnlyCollection<MilestoneStep> definitions, IReadOnlyCollection<OrderMilestone> reached, IReadOnlyCollection<OrderLine> lines, string language, Func<Guid?, string?> nameOf, bool mayUndo, bool mayConfirm)
    {
        var steps = definitions.Select(it => (it.Key, it.Position, Name: it.Name, it.IsShipment, it.Audience))
            .Concat(reached.Where(row => definitions.All(it => it.Key != row.Key)).DistinctBy(row => row.Key).Select(row => (row.Key, row.Position, row.Name, IsShipment: row.Waybill is not null, row.Audience)))
            .OrderBy(step => step.Position).ToList();
        var last = reached.MaxBy(row => row.At);
        var current = reached.OrderBy(row => row.Position).ThenBy(row => row.At).LastOrDefault();
        return [.. steps.Select(step => new ShowOrder.Step(
            step.Key, step.Name.In(language), StateOf(step.Key, step.Position), step.IsShipment, step.Audience,
            [.. reached.Where(row => row.Key == step.Key).OrderBy(row => row.At).Select(row => new ShowOrder.Reach(row.Id, row.At, nameOf(row.PersonId), row.Note, row.IsPart, row.Audience, row.Waybill, mayUndo && row == last && row.PersonId is not null,
                [.. row.Quantities.Join(lines, it => it.LineId, line => line.Id, (it, line) => new ShowOrder.ShippedLine(line.Position, line.Name, it.Quantity, line.Unit))], row.DeliveredAt, mayConfirm && row is { IsShipment: true, DeliveredAt: null }))]))];

        StepState StateOf(string key, int position) =>
            key == current?.Key ? StepState.Current
            : reached.Any(row => row.Key == key) ? StepState.Done
            : position < current?.Position ? StepState.NotNeeded : StepState.Ahead;
    }
}
