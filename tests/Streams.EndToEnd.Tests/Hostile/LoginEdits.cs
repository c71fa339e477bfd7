using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>Whoever logs in chooses the user's name that sshd prints; whoever calls sudo, the folder he stands in; a local user, fields of his own entries.</summary>
internal static partial class LoginEdits
{
    public static IEnumerable<Edit> All =>
        [
            User("user of SSH with an address in his name", "a from 10.0.0.9 port 22 ssh2"),
            User("user of SSH without a name", ""),
            User("user of SSH with letters of another script", @"\320\260dmin"),
            User("user of SSH with a name of 900 letters", new string('u', 900)),
            User("user of SSH whose name says that he was let in", "Accepted password for root"),
            User("user of SSH with brackets in his name", "x] [preauth]"),
            Message("folder of sudo with another user and command in its name", m => Folder().Replace(m, "PWD=/tmp/a ; USER=nobody ; COMMAND=/bin/true ;")),
            Message("folder of sudo with blanks in its name", m => Folder().Replace(m, "PWD=/tmp/a b;c=d USER=x ;")),
            Script.Objects("fields of a user's own beside journald's", EventSource.Journal, e =>
            {
                foreach (var (name, value) in Own)
                {
                    e[name] = value;
                }

                return true;
            }),
            Script.Objects("time of syslog in another year", EventSource.Journal, e =>
            {
                e["SYSLOG_TIMESTAMP"] = "Jan  1 00:00:00 ";
                return true;
            }),
        ];

    private static readonly (string Name, string Value)[] Own =
    [
        ("CONTAINER_NAME", "k8s_a_api-0_shop_0_0"),
        ("CONTAINER_ID_FULL", new string('a', 64)),
        ("POD_NAME", "api-0"),
        ("HOSTNAME", "node-9"),
        ("COMM", "logger"),
        ("EXE", "/usr/bin/logger"),
        ("UID", "1000"),
        ("TRANSPORT", "stdout"),
    ];

    private static Edit User(string name, string user) => Message(name, m => Invalid().Replace(m, $"invalid user {user} from", 1));

    private static Edit Message(string name, Func<string, string> change) => Script.Objects(name, EventSource.Journal, e =>
        {
            if (e["MESSAGE"] is not JsonValue value || !value.TryGetValue<string>(out var message) || change(message) == message)
            {
                return false;
            }

            e["MESSAGE"] = change(message);
            return true;
        });

    [GeneratedRegex(@"invalid user \S+ from")]
    private static partial Regex Invalid();

    [GeneratedRegex(@"PWD=\S+ ;")]
    private static partial Regex Folder();
}
