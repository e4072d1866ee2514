using System.Globalization;
using Portal.Bench;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return args switch
{
    ["bare", .. var rest] => await BareProgram.RunAsync(rest),
    ["run", .. var rest] => await Bench.RunAsync(Options.Read(rest)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Start it with tests/bench/run; --help says how.");
    return 2;
}
