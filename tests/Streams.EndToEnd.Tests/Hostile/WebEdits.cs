using System.Globalization;
using System.Text.RegularExpressions;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>A client of a web server chooses target, headers and the user's name in the server's line; not its own address, nor the time.</summary>
internal static partial class WebEdits
{
    public static IEnumerable<Edit> All =>
        [
            Line("forwarding header of a web request names a pod", l => l with { Rest = " \"10.244.0.20, 127.0.0.1\"" }),
            Line("referer that looks like a line of the log", l =>
                l with
                {
                    Referer = @"203.0.113.9 - - [23/Nov/2026:07:49:40 +0000] \x22GET / HTTP/1.1\x22 200 1",
                }
            ),
            Line("user of basic authentication with brackets and quotes", l => l with { User = @"x] [y\x22" }),
            Line("target with double slashes", l => l with { Target = "/" + l.Target }),
            Line("target with dot segments", l => l with { Target = "/." + l.Target }),
            Line("target with a parameter of 3 KB", l =>
                l with
                {
                    Target = l.Target + (l.Target.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "x=" + new string('A', 3000),
                }
            ),
            Line("target in absolute form", l => l with { Target = "http://10.244.0.20" + l.Target }),
            Line("target in percent escapes", l => l with { Target = Escaped(l.Target) }),
            Line("agent of a health check", l => l with { Agent = "kube-probe/1.36" }),
            Line("no agent of a web request", l => l with { Agent = "-" }),
        ];

    private static string Escaped(string target) =>
        string.Concat(target.Select(c => char.IsAsciiLetter(c) ? "%" + ((int)c).ToString("x2", CultureInfo.InvariantCulture) : c.ToString()));

    private static Edit Line(string name, Func<Parts, Parts> change) => Script.Objects(name, EventSource.Container, e =>
        {
            if (e["log"]?.GetValue<string>() is not { } log || Access().Match(log) is not { Success: true } match)
            {
                return false;
            }

            var g = match.Groups;
            var parts = change(new Parts(g["user"].Value, g["target"].Value, g["referer"].Value, g["agent"].Value, g["rest"].Value));
            e["log"] = $"{g["client"]}{parts.User}{g["time"]}{parts.Target}{g["status"]}\"{parts.Referer}\" \"{parts.Agent}\"{parts.Rest}";
            return true;
        });

    /// <summary>What the client wrote of a line.</summary>
    private sealed record Parts(string User, string Target, string Referer, string Agent, string Rest);

    [GeneratedRegex(
        @"^(?<client>\S+ - )(?<user>\S+)(?<time> \[[^\]]+\] ""\S+ )(?<target>\S+)(?<status> HTTP[^""]*"" \d+ \S+ )""(?<referer>[^""]*)"" ""(?<agent>[^""]*)""(?<rest>.*)$"
    )]
    private static partial Regex Access();
}
