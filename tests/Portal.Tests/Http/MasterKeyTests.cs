using Shouldly;

namespace Portal.Tests.Http;

/// <summary>The key above all keys: a copy of the database alone opens nothing.</summary>
public sealed class MasterKeyTests
{
    [Fact]
    public async Task Keys_in_the_database_are_encrypted_with_it_and_another_one_stops_the_start_with_what_to_do()
    {
        await using var host = await RunningHost.StartAsync();
        (await host.CountAsync("select count(*) from portal.data_protection_key")).ShouldBeGreaterThan(0);
        (await host.CountAsync("select count(*) from portal.data_protection_key where xml not like '%MasterKeyDecryptor%' or xml like '%<masterKey%'")).ShouldBe(0);
        var file = Path.Combine(host.DataFolder, "master.key");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var own = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        var refused = await Should.ThrowAsync<InvalidOperationException>(host.RestartAsync());
        refused.Message.ShouldContain("encrypted with another master key");
        refused.Message.ShouldContain("Portal:MasterKeyFile");

        await File.WriteAllTextAsync(file, own, TestContext.Current.CancellationToken);
        await host.RestartAsync();
        (await host.Api("ewa").GetAsync("inquiries")).Status.ShouldBe(200);
    }
}
