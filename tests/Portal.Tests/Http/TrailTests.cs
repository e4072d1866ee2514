using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The trail of changes: read by administrators, sealed in a chain that shows what was tampered with.</summary>
public sealed class TrailTests(SharedHost shared) : HttpTest(shared)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_found_by_row_person_and_day_with_what_was_before_and_after()
    {
        var inquiry = await Host.Api("ewa").SubmitAsync("Do śladu");
        await Host.Api("katarzyna").WriteAsync($"inquiries/{inquiry}/quotes", new { validUntil = Days.In(5) });

        var anna = Host.Api("anna");
        var rows = (await anna.ReadAsync($"trail?row={inquiry}")).List("rows");
        rows.Select(row => row.Text("entity")).Distinct().ShouldBe(["inquiries.inquiry"]);
        rows[^1].Text("change").ShouldBe("added");
        rows[^1].Text("person").ShouldBe("Ewa Kamińska");
        var quoted = rows.First(row => row.List("fields").Any(field => field.Text("name") == "State" && field.Text("after") == "quoted"));
        quoted.Text("person").ShouldBe("Katarzyna Wiśniewska");
        quoted.List("fields").First(field => field.Text("name") == "State").Text("before").ShouldNotBe("quoted");

        (await anna.ReadAsync($"trail?q={inquiry}")).List("rows").Count.ShouldBe(rows.Count);
        (await anna.ReadAsync($"trail?q=kamińska&row={inquiry}")).List("rows").ShouldAllBe(row => row.Text("person") == "Ewa Kamińska");
        (await anna.ReadAsync($"trail?row={inquiry}&from={Days.In(1):yyyy-MM-dd}")).List("rows").ShouldBeEmpty();
        (await anna.ReadAsync($"trail?row={inquiry}&from={Days.In(-1):yyyy-MM-dd}&until={Days.In(1):yyyy-MM-dd}")).List("rows").Count.ShouldBe(rows.Count);

        // Page after page, each entry once.
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = await anna.ReadAsync($"trail?row={inquiry}&take=2{after}");
            seen.AddRange(page.List("rows").Select(row => row.Text("id")));
            after = page["next"] is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        seen.ShouldBe(rows.Select(row => row.Text("id")));
    }

    [Theory]
    [InlineData("ewa")]
    [InlineData("katarzyna")]
    public async Task Only_administrators_read_it(string name) => (await Host.Api(name).GetAsync("trail")).Status.ShouldBe(403);

    [Fact]
    public async Task Values_lie_encrypted_in_the_database()
    {
        var inquiry = await Host.Api("ewa").SubmitAsync("Sekretny tytuł");
        (await Host.CountAsync($"select count(*) from portal.audit where entity_id = '{inquiry}'")).ShouldBeGreaterThan(0);
        (await Host.CountAsync($"select count(*) from portal.audit where entity_id = '{inquiry}' and (position('Sekretny'::bytea in coalesce(before, '')) > 0 or position('Sekretny'::bytea in coalesce(after, '')) > 0)")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_changed_removed_or_put_there_afterwards_breaks_the_chain()
    {
        await using var host = await RunningHost.StartAsync(settings: "--Portal:Jobs:Every=00:00:01");
        await host.Api("ewa").SubmitAsync("W łańcuchu");
        await SealedAsync(host);
        (await VerifyAsync(host)).ShouldBe(0);

        foreach (var (break_, mend) in new[]
        {
            ("update portal.audit set person_id = gen_random_uuid() where id = (select min(id::text)::uuid from portal.audit where person_id is not null)", "update portal.audit set person_id = kept.person_id from kept where kept.id = audit.id"),
            ("delete from portal.audit where id = (select min(id::text)::uuid from portal.audit)", "insert into portal.audit select * from kept where not exists (select 1 from portal.audit where id = kept.id)"),
            ("insert into portal.audit (id, at, entity, entity_id, change) select (overlay(id::text placing '0000' from 1 for 4))::uuid, at, entity, entity_id, change from kept limit 1", "delete from portal.audit where id::text like '0000%'"),
            ("update portal.audit_seal set ids = ids[2:]  where no = 1", "update portal.audit_seal set ids = kept_seal.ids from kept_seal where kept_seal.no = audit_seal.no"),
        })
        {
            await host.DoSqlAsync("create table if not exists kept as table portal.audit; create table if not exists kept_seal as table portal.audit_seal");
            await host.DoSqlAsync(break_);
            (await VerifyAsync(host)).ShouldBe(3, break_);
            await host.DoSqlAsync(mend);
            (await VerifyAsync(host)).ShouldBe(0, mend);
        }
    }

    private static async Task SealedAsync(RunningHost host) => await Eventually.GetAsync("a seal over all that was written", async () =>
        await host.CountAsync("select count(*) from portal.outbox") == 0 && await host.CountAsync("select count(*) from portal.audit where id not in (select unnest(ids) from portal.audit_seal)") == 0 ? host : null);

    private static async Task<int> VerifyAsync(RunningHost host) => (await RunningHost.DoAsync("verify-trail", $"--Portal:Data={host.DataFolder}")).Code;
}
