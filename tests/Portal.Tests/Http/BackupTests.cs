using System.IO.Compression;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A backup is taken of a host that runs, put back on a fresh folder, and the story goes on there.</summary>
public sealed class BackupTests
{
    private const string Customer = "jonas.becker";

    [Fact]
    public async Task What_was_backed_up_goes_on_elsewhere()
    {
        var (backup, fresh) = (RunningHost.NewFolder() + ".zip", RunningHost.NewFolder());
        try
        {
            byte[] content = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];
            string inquiry, file, mail;
            await using (var host = await RunningHost.StartAsync())
            {
                var quoted = await host.QuotedAsync(Customer, "Before the fire");
                inquiry = quoted.Text("id");
                file = (await host.Api(Customer).UploadAsync("inquiry", inquiry, "cover.pdf", content)).Ok().Text("id");
                mail = (await host.MailsToAsync(Customer, "Before the fire"))[0].Subject;
                var (code, said) = await RunningHost.DoAsync("backup", "--to", backup, $"--Portal:Data={host.DataFolder}");
                code.ShouldBe(0, said);
            }

            var (restored, told) = await RunningHost.DoAsync("restore", "--from", backup, $"--Portal:Data={fresh}");
            restored.ShouldBe(0, told);
            await using var again = await RunningHost.OnAsync(fresh);
            var customer = again.Api(Customer);
            (await customer.DownloadAsync($"files/{file}")).ShouldBe(content);
            again.Mails().ShouldContain(it => it.Subject == mail);
            (await customer.AcceptAsync(await customer.ReadAsync($"inquiries/{inquiry}"), 0)).Ok();
            (await customer.OrdersOfAsync(inquiry)).ShouldHaveSingleItem();

            var (second, refusal) = await RunningHost.DoAsync("restore", "--from", backup, $"--Portal:Data={fresh}");
            second.ShouldBe(1);
            refusal.ShouldNotBeEmpty();
        }
        finally
        {
            File.Delete(backup);
        }
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_before_anything_is_changed()
    {
        var (backup, fresh) = (RunningHost.NewFolder() + ".zip", RunningHost.NewFolder());
        try
        {
            await using (var host = await RunningHost.StartAsync())
                (await RunningHost.DoAsync("backup", "--to", backup, $"--Portal:Data={host.DataFolder}")).Code.ShouldBe(0);
            using (var archive = ZipFile.Open(backup, ZipArchiveMode.Update))
            {
                var name = archive.Entries.First(entry => entry.FullName.Contains("accounts.person", StringComparison.Ordinal)).FullName;
                archive.GetEntry(name)!.Delete();
                await using var empty = archive.CreateEntry(name).Open();
                await empty.WriteAsync("not these rows"u8.ToArray(), TestContext.Current.CancellationToken);
            }

            var (code, said) = await RunningHost.DoAsync("restore", "--from", backup, $"--Portal:Data={fresh}");
            code.ShouldBe(1);
            said.ShouldContain("accounts.person");
        }
        finally
        {
            File.Delete(backup);
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
    }
}
