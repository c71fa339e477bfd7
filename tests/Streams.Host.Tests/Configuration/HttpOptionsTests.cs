using Streams.Host.Configuration;
using Streams.Host.Running;

namespace Streams.Host.Tests.Configuration;

/// <summary>What is reached from elsewhere needs something to show.</summary>
public sealed class HttpOptionsTests
{
    private const string Token = "0123456789abcdef";

    [Theory]
    [InlineData("127.0.0.1:8080", true, true, "", "", "")]
    [InlineData("[::1]:8080", true, true, "", "", "")]
    [InlineData("0.0.0.0:8080", true, false, "", "", "token")]
    [InlineData("0.0.0.0:8080", false, false, "", "", "")]
    [InlineData("0.0.0.0:8080", true, false, Token, "", "")]
    [InlineData("0.0.0.0:8080", true, true, Token, "", "auditToken")]
    [InlineData("10.0.0.7:8080", false, true, "", "", "auditToken")]
    [InlineData("[::]:8080", false, true, "", Token, "")]
    [InlineData("127.0.0.1:8080", true, true, "", "short", "auditToken")]
    public void Validate_an_open_door_is_an_error(string listen, bool console, bool webhook, string token, string auditToken, string setting)
    {
        var options = new HttpOptions
        {
            Listen = listen,
            Console = console,
            AuditWebhook = webhook,
            Token = token,
            AuditToken = auditToken,
        };

        Assert.Equal(setting.Length == 0 ? [] : [setting], options.Validate().Select(e => e.Setting));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_state_directory_is_ours_and_nobody_elses_to_look_into()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes");
        var folder = Directory.CreateTempSubdirectory();
        var (made, open) = (Path.Combine(folder.FullName, "made"), Path.Combine(folder.FullName, "open"));
        Directory.CreateDirectory(
            open,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        );

        StateFolder.Close(made);
        StateFolder.Close(open);

        Assert.Equal(["0700", "0700"], ((string[])[made, open]).Select(d => $"0{Convert.ToString((int)File.GetUnixFileMode(d), 8)}"));
        folder.Delete(recursive: true);
    }
}
