using System.Text;
using Portal.Accounts;
using Shouldly;

namespace Portal.Tests.Accounts;

/// <summary>Codes as RFC 6238 publishes them.</summary>
public sealed class TimeCodesTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_published_codes_come_out(long seconds, string code) =>
        TimeCodes.Code(Secret, TimeCodes.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds)), digits: 8).ShouldBe(code);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_half_a_minute_off(int steps, bool isFound)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        TimeCodes.Find(Secret, TimeCodes.Code(Secret, TimeCodes.StepOf(now) + steps), now, 0).ShouldBe(isFound ? TimeCodes.StepOf(now) + steps : null);
    }

    [Fact]
    public void A_step_that_was_used_is_used_up()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1111111111);
        var step = TimeCodes.StepOf(now);
        TimeCodes.Find(Secret, TimeCodes.Code(Secret, step), now, last: step).ShouldBeNull();
        TimeCodes.Find(Secret, TimeCodes.Code(Secret, step - 1), now, last: step).ShouldBeNull();
        TimeCodes.Find(Secret, TimeCodes.Code(Secret, step + 1), now, last: step).ShouldBe(step + 1);
    }

    [Fact]
    public void The_secret_is_written_as_generators_read_it() => TimeCodes.Text(Secret).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}
