using System.Text;
using CsCheck;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Tests.Text;

public sealed class WalkedPathTests
{
    [Theory]
    [InlineData("/etc/shadow", "/etc/shadow")]
    [InlineData("/etc//shadow", "/etc/shadow")]
    [InlineData("/etc/./shadow", "/etc/shadow")]
    [InlineData("/tmp/../etc/shadow", "/etc/shadow")]
    [InlineData("/../../etc/shadow", "/etc/shadow")]
    [InlineData("/proc/self/root/etc/shadow", "/etc/shadow")]
    [InlineData("/proc/self/root/proc/thread-self/root//dev/./sda", "/dev/sda")]
    [InlineData("/proc/1/root/etc/shadow", "/proc/1/root/etc/shadow")] // another's root is no detour
    [InlineData("/home/a/.ssh/id_rsa", "/home/a/.ssh/id_rsa")]
    [InlineData("/..", "/")]
    [InlineData("etc/./shadow", "etc/./shadow")] // relative to what nobody says
    public void A_path_is_where_it_leads(string spelt, string walked) => Assert.Equal(walked, Settled(spelt));

    [Fact]
    public void Spelling_a_path_otherwise_changes_nothing() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8].Array[1, 6], Gen.Int[0, 3].Array[6])
            .Sample(
                (steps, spellings) =>
                {
                    var spelt = new StringBuilder("/proc/self/root");
                    for (var i = 0; i < steps.Length; i++)
                    {
                        spelt
                            .Append(
                                spellings[i] switch
                                {
                                    0 => "/",
                                    1 => "//",
                                    2 => "/./",
                                    _ => "/x/../",
                                }
                            )
                            .Append(steps[i]);
                    }

                    Assert.Equal(Settled("/" + string.Join('/', steps)), Settled(spelt.ToString()));
                }
            );

    private static string? Settled(string path)
    {
        var fields = new FieldSet();
        fields.Add(Field.FilePath, path);
        WalkedPath.Settle(fields);
        return fields.String(Field.FilePath);
    }
}
