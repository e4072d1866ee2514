using System.Text.Json;
using Portal.Kernel;
using Portal.PluginSdk;
using Portal.Workflow;
using Shouldly;

namespace Portal.Tests.Workflow;

public sealed class WhyTests
{
    [Fact]
    public void The_reason_is_said_in_the_readers_language_after_it_was_stored()
    {
        var texts = new Texts();
        texts.AddFrom(typeof(WorkflowModule).Assembly);
        var why = new Phrase("why.leastOpen", new Phrase("kind.order.confirm"), new Phrase("department.sales"), 2);
        var stored = JsonSerializer.Deserialize<Phrase>(JsonSerializer.Serialize(why, Json.Options), Json.Options)!;
        texts.Say(stored, Languages.Culture("pl")).ShouldBe("Reguła „Potwierdzić zamówienie”: dział sprzedaż, najmniej otwartych zadań (2).");
        texts.Say(stored, Languages.Culture("de")).ShouldBe("Regel „Auftrag bestätigen“: Abteilung Vertrieb, wenigste offene Aufgaben (2).");
    }

    [Fact]
    public void Every_text_is_there_in_all_languages_and_every_state_has_its_words()
    {
        var texts = new Texts();
        texts.AddFrom(typeof(WorkflowModule).Assembly);
        var keys = texts.In("en").Keys.Order().ToList();
        foreach (var language in Languages.All)
            texts.In(language).Keys.Order().ShouldBe(keys);
        foreach (var type in new[] { typeof(Portal.Contracts.Workflow.TaskState), typeof(TaskPriority), typeof(RoutingStrategy), typeof(TaskEventKind) })
            Enum.GetNames(type).ShouldAllBe(name => keys.Contains($"{type.Name}.{name}"));
    }
}
