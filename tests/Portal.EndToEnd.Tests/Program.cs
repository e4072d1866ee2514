using Portal.EndToEnd.Tests;
using Xunit.Runner.InProc.SystemConsole;

// Tests, unless asked for the pictures of the read-me.
return args is ["--pictures", var folder] ? await Pictures.MakeAsync(folder) : await ConsoleRunner.Run(args);
