using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The steps of the image as plain commands: the checkout, published as the Dockerfile does, run as the Dockerfile's user.</summary>
public sealed class ImageStepsTests
{
    [Fact]
    public void What_the_Dockerfile_publishes_runs_as_its_user_and_writes_nowhere_else()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "to become the image's user takes root and setpriv");
        using var folder = new TemporaryFolder();
        var image = File.ReadAllText(Checkout.PathOf("deploy/docker/Dockerfile"));
        var output = Path.Combine(folder.Path, "out");
        var publish = Regex.Match(image, "^RUN (dotnet publish .*)$", RegexOptions.Multiline).Groups[1].Value;
        Assert.Contains(" -o /out", publish, StringComparison.Ordinal);
        Shell($"cd {Checkout.Root} && {publish.Replace("-o /out", $"-o {output}", StringComparison.Ordinal)} -v q --nologo --disable-build-servers");

        var user = Regex.Match(image, "^USER (\\d+):(\\d+)$", RegexOptions.Multiline);
        var program = Regex.Match(image, "ENTRYPOINT \\[\"/opt/streams/(.+)\"\\]").Groups[1].Value;
        var home = Directory.CreateDirectory(Path.Combine(folder.Path, "state")).FullName;
        Shell($"chmod 755 {folder.Path} && chown {user.Groups[1].Value}:{user.Groups[2].Value} {home}");
        var configuration = folder.Write("streams.yaml", $"kafka: {{bootstrap: \"127.0.0.1:9\"}}\nstate: {{directory: \"{home}\"}}\n");
        var asUser =
            $"cd {home} && DOTNET_ROOT=$(dirname $(readlink -f $(command -v dotnet))) DOTNET_EnableDiagnostics=0 setpriv --reuid {user.Groups[1].Value} --regid {user.Groups[2].Value} --clear-groups {output}/{program}";

        Assert.Matches(
            @"native libraries"".*""ok""|""ok"".*native libraries",
            SharedTools.Run("bash", "-c", $"{asUser} doctor --json --config {configuration}").Output
        );
        Assert.Contains("Command executed in a pod", Shell($"{asUser} rules list"), StringComparison.Ordinal);
        Assert.Contains("16 of 16", Shell($"{asUser} demo --exit --speed 0 --listen ''"), StringComparison.Ordinal);
        Assert.Empty(Shell($"find {output} -newer {configuration} -type f").Trim());
    }

    private static string Shell(string command)
    {
        var (code, output) = SharedTools.Run("bash", "-ec", command);
        Assert.True(code == 0, $"{command}: {output}");
        return output;
    }
}
