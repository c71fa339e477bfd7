using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>What one installs, of what is committed: made by the one command, checked and run.</summary>
public sealed class PackagingTests
{
    [Fact(Explicit = true)]
    public void Archive_and_package_have_their_checksums_and_bring_a_program_that_runs_without_an_installed_runtime()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg-deb"), "no dpkg-deb");
        using var folder = new TemporaryFolder();
        Shell($"{Checkout.PathOf("deploy/packaging/make")} --out {folder.Path}/out archive deb");

        Shell($"cd {folder.Path}/out && sha256sum --quiet -c SHA256SUMS");
        var version = Shell($"cd {folder.Path}/out && ls *.deb | cut -d_ -f2").Trim();
        Shell($"cd {folder.Path} && tar -xzf out/streams-{version}-linux-x64.tar.gz && dpkg-deb -x out/streams_{version}_amd64.deb installed");
        foreach (var program in (string[])[$"{folder.Path}/streams/streams", $"{folder.Path}/installed/opt/streams/streams"])
        {
            Assert.Equal(version, Shell($"env -i HOME={folder.Path} {program} --version").Trim());
            Assert.Contains("Command executed in a pod", Shell($"env -i HOME={folder.Path} {program} rules list"), StringComparison.Ordinal);
        }

        var contents = Shell($"dpkg-deb -c {folder.Path}/out/streams_{version}_amd64.deb");
        Assert.Contains("./lib/systemd/system/streams.service", contents, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^-rw------- root/root .* \./etc/streams/streams\.yaml$", contents);
        Assert.DoesNotMatch(@"(?m)^.........w", contents); // nobody else may write
        Assert.Equal(
            0,
            SharedTools
                .Run(
                    "dotnet",
                    Path.Combine(AppContext.BaseDirectory, "streams.dll"),
                    "config",
                    "check",
                    "--config",
                    $"{folder.Path}/installed/etc/streams/streams.yaml"
                )
                .Code
        );
    }

    [Fact]
    public void What_it_does_not_know_is_refused()
    {
        var (code, output) = SharedTools.Run("bash", Checkout.PathOf("deploy/packaging/make"), "--arch", "riscv", "deb");

        Assert.Equal(2, code);
        Assert.Contains("--arch riscv: x64 or arm64", output, StringComparison.Ordinal);
    }

    private static string Shell(string command)
    {
        var (code, output) = SharedTools.Run("bash", "-ec", command);
        Assert.True(code == 0, $"{command}: {output}");
        return output;
    }
}
