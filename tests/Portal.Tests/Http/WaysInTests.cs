using System.Net.Http.Json;
using Shouldly;

namespace Portal.Tests.Http;

/// <summary>A host whose accounts the tests of a class may change; the next class gets another.</summary>
public sealed class WaysInHost : IAsyncDisposable
{
    private readonly Lazy<Task<RunningHost>> _host = new(() => RunningHost.StartAsync(null, "--Portal:SignIn:MissesPerSender=100000"));

    public Task<RunningHost> StartedAsync() => _host.Value;

    public async ValueTask DisposeAsync()
    {
        if (_host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _host.Value).DisposeAsync();
    }
}

/// <summary>Tests of the ways in, one after another; the clock is right again after each.</summary>
[Collection("http")]
public abstract class WaysInTest(WaysInHost shared) : IClassFixture<WaysInHost>, IAsyncLifetime
{
    protected RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await shared.StartedAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Host.MoveClock(TimeSpan.Zero);
        return ValueTask.CompletedTask;
    }

    /// <summary>The latest link of this kind that was mailed there.</summary>
    protected Task<string> LinkToAsync(string address, string path) => Eventually.GetAsync($"a mail to {address} with {path}", () => Task.FromResult(Host.Mails().Where(mail => mail.To.Contains(address))
        .Select(mail => mail.Text.Split(path)).Where(parts => parts.Length > 1).Select(parts => path + parts[1].Split((char[])['\r', '\n', ' '])[0]).LastOrDefault()));
}

/// <summary>Sessions, passwords and addresses, as their owners and as attackers meet them.</summary>
public sealed class WaysInTests(WaysInHost shared) : WaysInTest(shared)
{
    [Fact]
    public async Task After_the_sign_out_a_copied_cookie_opens_nothing()
    {
        using var jonas = await Browser.SignedInAsync(Host, Host.Person("jonas"));
        using var copy = jonas.Copy();
        (await copy.IsInAsync()).ShouldBeTrue("the copy is as good as the cookie");

        await jonas.SignOutAsync();

        (await copy.IsInAsync()).ShouldBeFalse();
        (await copy.GetAsync("/inquiries")).Target.ShouldBe("/sign-in?back=%2Finquiries");
    }

    [Fact]
    public async Task A_session_ended_on_one_host_is_over_on_the_other()
    {
        await using var other = await Host.BesideAsync();
        using var here = await Browser.SignedInAsync(Host, Host.Person("petra"));
        using var there = here.Copy(other.Address);
        (await there.IsInAsync()).ShouldBeTrue("both hosts know the session");

        await here.SignOutAsync();
        // News between hosts takes moments; without it a host would believe what it knows for a minute.
        await Eventually.GetAsync("the end of the session on the other host", async () => await there.IsInAsync() ? null : here);
    }

    [Fact]
    public async Task Sessions_are_listed_with_their_device_and_ended_one_by_one_or_all()
    {
        var person = Host.Person("marek");
        using var desk = await Browser.SignedInAsync(Host, person);
        using var phone = await Browser.SignedInAsync(Host, person, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
        using var third = await Browser.SignedInAsync(Host, person);
        var page = await desk.GetAsync("/profile/access");
        page.Text.ShouldContain("Firefox, Linux");
        page.Text.ShouldContain("Safari, iPhone");
        page.Text.Split("badge status good").Length.ShouldBe(2, "one of them is this device");

        var ofPhone = (await desk.Http.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>("/api/v1/me/access", TestContext.Current.CancellationToken))!.List("sessions").Single(it => it.Text("device") == "Safari, iPhone").Text("id");
        (await desk.SendAsync(page, "/profile/access", $"EndSession{Guid.Parse(ofPhone):N}")).Target.ShouldBe("/profile/access#sessions");
        (await phone.IsInAsync()).ShouldBeFalse();
        (await third.IsInAsync()).ShouldBeTrue();
        (await desk.SendAsync("/profile/access", "EndOtherSessions")).Target.ShouldNotBeNull();
        (await third.IsInAsync()).ShouldBeFalse();
        (await desk.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_ends_by_itself_when_it_is_forgotten()
    {
        using var oliver = await Browser.SignedInAsync(Host, Host.Person("oliver"));
        Host.MoveClock(TimeSpan.FromHours(11));
        (await oliver.IsInAsync()).ShouldBeTrue();
        Host.MoveClock(TimeSpan.FromHours(22));
        (await oliver.IsInAsync()).ShouldBeTrue("it was used in between");
        Host.MoveClock(TimeSpan.FromHours(35));
        (await oliver.IsInAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_password_wants_the_old_one_must_not_be_guessed_and_ends_the_other_sessions()
    {
        var person = Host.Person("oliver");
        using var own = await Browser.SignedInAsync(Host, person);
        using var other = await Browser.SignedInAsync(Host, person);
        async Task<string> TryAsync(string old, string fresh) => (await own.SendAsync("/profile/access", "ChangePassword", ("Password", old), ("NewPassword", fresh))).Problem;

        (await TryAsync("not-the-password", "four words of any kind")).ShouldContain("not the current password");
        (await TryAsync(person.Password, "short")).ShouldContain("10");
        (await TryAsync(person.Password, "Password2026!")).ShouldContain("tried first");
        (await TryAsync(person.Password, "haslo1234567")).ShouldContain("tried first");
        (await TryAsync(person.Password, "abababababab")).ShouldContain("tried first");
        (await TryAsync(person.Password, "1234567890123")).ShouldContain("tried first");
        (await TryAsync(person.Password, "Oliver-Grant-1")).ShouldContain("made of the name");
        (await TryAsync(person.Password, "kormoran2026")).ShouldContain("made of the name");
        (await other.IsInAsync()).ShouldBeTrue("nothing has changed yet");

        (await TryAsync(person.Password, "four words of any kind")).ShouldBe("");
        (await other.IsInAsync()).ShouldBeFalse();
        (await own.IsInAsync()).ShouldBeTrue();
        using var again = new Browser(Host.Address);
        (await again.SignInAsync(person.Email, person.Password)).Problem.ShouldContain("is wrong");
        (await again.SignInAsync(person.Email, "four words of any kind")).Target.ShouldBe("/");
        (await Host.MailsToAsync("oliver", "password was changed")).ShouldNotBeEmpty();
        (await own.SendAsync("/profile/access", "ChangePassword", ("Password", "four words of any kind"), ("NewPassword", person.Password))).Problem.ShouldBe("");
    }

    [Fact]
    public async Task Unknown_and_known_addresses_are_answered_alike_to_the_last_try()
    {
        async Task<List<string>> TryAsync(string email)
        {
            using var browser = new Browser(Host.Address);
            var said = new List<string>();
            for (var i = 0; i < 7; i++)
                said.Add((await browser.SignInAsync(email, "no such password")).Problem);
            return said;
        }

        var (known, unknown) = (await TryAsync(Host.Person("tomasz").Email), await TryAsync("nobody@nowhere.example"));
        known.ShouldBe(unknown);
        known[4].ShouldNotContain("10 more");
        known[5].ShouldContain("10 more minutes");

        // Locked is locked, also for the right password; and for those who are in, nothing changes.
        using var right = new Browser(Host.Address);
        (await right.SignInAsync(Host.Person("tomasz").Email, Host.Person("tomasz").Password)).Problem.ShouldContain("more minutes");
        (await right.SignInAsync(Host.Person("tomasz").Email.Replace('s', 'ſ').ToUpperInvariant(), Host.Person("tomasz").Password)).Problem.ShouldContain("more minutes");
        (await right.SignInAsync(Host.Person("tomasz").Email.Replace('s', 'ſ'), Host.Person("tomasz").Password)).Problem.ShouldContain("more minutes", customMessage: "another spelling of the same name is no other account");
        Host.MoveClock(TimeSpan.FromMinutes(11));
        (await right.SignInAsync(Host.Person("tomasz").Email, Host.Person("tomasz").Password)).Target.ShouldBe("/");
    }

    [Fact]
    public async Task Many_tries_at_once_are_no_way_around_the_limit()
    {
        var email = Host.Person("katarzyna").Email;
        var said = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var browser = new Browser(Host.Address);
            return (await browser.SignInAsync(email, "no such password")).Problem;
        }));
        said.Count(it => !it.Contains("more minutes", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task A_sender_who_is_wrong_too_often_waits_whichever_accounts_they_try()
    {
        await using var host = await RunningHost.StartAsync(null, "--Portal:SignIn:MissesPerSender=4");
        using var browser = new Browser(host.Address);
        for (var i = 0; i < 4; i++)
            (await browser.SignInAsync($"nobody{i}@nowhere.example", "no such password")).Problem.ShouldNotContain("from here");
        (await browser.SignInAsync(host.Person("jonas").Email, host.Person("jonas").Password)).Problem.ShouldContain("from here");
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_a_link_that_works_once_and_for_an_hour()
    {
        var person = Host.Person("halina");
        using var thief = await Browser.SignedInAsync(Host, person);
        using var browser = new Browser(Host.Address);
        var unknown = await browser.SendAsync("/sign-in/forgotten", "ForgetPassword", ("Email", "nobody@nowhere.example"));
        var known = await browser.SendAsync("/sign-in/forgotten", "ForgetPassword", ("Email", person.Email));
        (known.Status, known.Target).ShouldBe((unknown.Status, unknown.Target));
        var link = await LinkAsync("halina", "/sign-in/new-password/");

        (await browser.SendAsync(link, "SetNewPassword", ("Password", "qwertyuiop"))).Problem.ShouldContain("tried first");
        Host.MoveClock(TimeSpan.FromMinutes(61));
        (await browser.SendAsync(link, "SetNewPassword", ("Password", "cztery dowolne słowa"))).Problem.ShouldContain("no longer works");
        Host.MoveClock(TimeSpan.Zero);
        (await browser.SendAsync(link, "SetNewPassword", ("Password", "cztery dowolne słowa"))).Target.ShouldBe("/sign-in");
        (await browser.SendAsync(link, "SetNewPassword", ("Password", "jeszcze inne słowa"))).Problem.ShouldContain("no longer works");

        (await thief.IsInAsync()).ShouldBeFalse();
        (await browser.IsInAsync()).ShouldBeFalse("a link is no sign-in");
        (await browser.SignInAsync(person.Email, person.Password)).Target.ShouldBeNull();
        (await browser.SignInAsync(person.Email, "cztery dowolne słowa")).Target.ShouldBe("/");
        await Host.MailSayingAsync("halina", "nowe hasło do Portalu");
        Host.Mails().ShouldNotContain(mail => mail.To.Contains("nobody@nowhere.example"));
    }

    [Fact]
    public async Task A_new_address_is_confirmed_from_there_and_undone_from_the_old_one()
    {
        var person = Host.Person("jonas");
        using var own = await Browser.SignedInAsync(Host, person);
        (await own.SendAsync("/profile/access", "ChangeEmail", ("Email", "jonas@new.example"), ("Password", "wrong password"))).Problem.ShouldNotBeEmpty();
        (await own.SendAsync("/profile/access", "ChangeEmail", ("Email", Host.Person("petra").Email), ("Password", person.Password))).Target.ShouldBe("/profile/access#email", "whether it is taken is not said");
        (await own.SendAsync("/profile/access", "ChangeEmail", ("Email", "jonas@new.example"), ("Password", person.Password))).Target.ShouldBe("/profile/access#email");
        (await Host.MailsToAsync("petra", "bereits ein Konto")).ShouldAllBe(mail => !mail.Text.Contains("/email/confirm/", StringComparison.Ordinal));

        using var mailbox = new Browser(Host.Address);
        var confirm = await LinkToAsync("jonas@new.example", "/email/confirm/");
        (await mailbox.SendAsync(confirm, "ConfirmEmail")).Target.ShouldBe("/sign-in");
        (await mailbox.SendAsync(confirm, "ConfirmEmail")).Problem.ShouldNotBeEmpty();
        (await mailbox.SignInAsync(person.Email, person.Password)).Target.ShouldBeNull("the old address signs in no more");
        (await mailbox.SignInAsync("jonas@new.example", person.Password)).Target.ShouldBe("/");

        var undo = await LinkAsync("jonas", "/email/undo/");
        Host.MoveClock(TimeSpan.FromDays(6));
        using var old = new Browser(Host.Address);
        var next = (await old.SendAsync(undo, "UndoEmail")).Target!;
        next.ShouldStartWith("/sign-in/new-password/");
        (await mailbox.IsInAsync()).ShouldBeFalse();
        (await mailbox.SignInAsync(person.Email, person.Password)).Target.ShouldBeNull("the password known to the other serves no more");
        (await old.SendAsync(next, "SetNewPassword", ("Password", "vier ganz andere Wörter"))).Target.ShouldBe("/sign-in");
        (await old.SignInAsync(person.Email, "vier ganz andere Wörter")).Target.ShouldBe("/");
        (await old.SendAsync("/profile/access", "ChangePassword", ("Password", "vier ganz andere Wörter"), ("NewPassword", person.Password))).Problem.ShouldBe("");
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\t/evil.example")]
    public async Task A_sign_in_leads_nowhere_but_into_the_portal(string back)
    {
        using var browser = new Browser(Host.Address);
        (await browser.SignInAsync(Host.Person("ewa").Email, Host.Person("ewa").Password, $"?back={Uri.EscapeDataString(back)}")).Target.ShouldBe("/");
    }

    [Fact]
    public async Task Every_sign_in_has_a_session_of_its_own_and_ends_the_one_before_in_this_browser()
    {
        using var browser = await Browser.SignedInAsync(Host, Host.Person("ewa"));
        using var before = browser.Copy();
        await browser.SignInAsync(Host.Person("ewa").Email, Host.Person("ewa").Password);
        browser.Cookie.ShouldNotBe(before.Cookie);
        (await before.IsInAsync()).ShouldBeFalse();
        (await browser.IsInAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_program_with_a_token_changes_no_way_in()
    {
        var ewa = Host.Api("ewa");
        (await ewa.GetAsync("me/access")).Status.ShouldBe(403);
        (await ewa.PutAsync("me/password", new { password = Host.Person("ewa").Password, newPassword = "four words of any kind" })).Status.ShouldBe(403);
        (await ewa.PutAsync("me/email", new { email = "ewa@new.example", password = Host.Person("ewa").Password })).Status.ShouldBe(403);
        (await ewa.DeleteAsync("me/sessions")).Status.ShouldBe(403);
    }

    private Task<string> LinkAsync(string name, string path) => LinkToAsync(Host.Person(name).Email, path);
}
