using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streams.Redaction.Tests;

/// <summary>None of the sample secrets passes, in whatever they are wrapped; normal text does, as the same object.</summary>
public sealed class RedactorTests
{
    private static readonly Redactor Redactor = Redactor.Default;
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, string> Secrets => [.. SampleSecrets.All.Select(s => (s.Kind, s.Line))];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Redact_a_secret_is_taken_out_also_within_json_and_command_lines(string kind, string line)
    {
        var once = JsonSerializer.Serialize(line);
        foreach (
            var wrapped in (string[])
                [
                    line,
                    $"before {line} after",
                    $"sh -c \"{line}\"",
                    once,
                    JsonSerializer.Serialize(once),
                    $"{{\"log\":{once}}}",
                    line.Replace("\"", "\\\"", StringComparison.Ordinal),
                ]
        )
        {
            var left = Redactor.Redact(wrapped);

            Assert.All(SampleSecrets.PartsOf(line), secret => Assert.False(left.Contains(secret, StringComparison.Ordinal), $"{kind}: {left}"));
        }
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Redact_a_secret_cut_off_by_the_excerpts_end_is_taken_out_too(string kind, string line)
    {
        var secret = SampleSecrets.PartsOf(line).First();
        var at = line.IndexOf(secret, StringComparison.Ordinal);
        for (var length = at + (secret.Length * 3 / 4); length < at + secret.Length; length += 3)
        {
            var shown = secret[..(length - at)];
            Assert.False(
                Redactor.Redact(line[..length]).Contains(shown, StringComparison.Ordinal) && shown.Length > 16,
                $"{kind}: {Redactor.Redact(line[..length])}"
            );
        }
    }

    /// <summary>Other names, quotes, escapes, programs and makers.</summary>
    [Fact]
    public void Redact_variations_are_taken_out()
    {
        var leaks = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "variations.jsonl")))
        {
            using var variation = JsonDocument.Parse(line);
            var left = Redactor.Redact(variation.RootElement.GetProperty("line").GetString()!); // the file is ours
            if (variation.RootElement.GetProperty("secrets").EnumerateArray().Any(s => left.Contains(s.GetString()!, StringComparison.Ordinal)))
            {
                leaks.Add(left);
            }
        }

        Assert.Empty(leaks);
    }

    /// <summary>Tokens of other clouds and makers, programs and files, also where a line is JSON with .NET's or Go's escapes.</summary>
    [Fact]
    public void Secrets_of_further_makers_and_programs_are_taken_out()
    {
        var leaks = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "makers.jsonl")))
        {
            using var sample = JsonDocument.Parse(row);
            var (line, secret) = (sample.RootElement.GetProperty("line").GetString()!, sample.RootElement.GetProperty("secrets")[0].GetString()!); // the file is ours
            foreach (var text in (string[])[line, JsonSerializer.Serialize(line), JsonSerializer.Serialize(line, Relaxed)])
            {
                var left = Redactor.Redact(text);
                leaks.AddRange(left.Contains(secret[2..^2], StringComparison.Ordinal) || left.Contains(JsonSerializer.Serialize(secret)[3..^3]) ? [left] : []);
            }
        }

        Assert.Empty(leaks);
    }

    /// <summary>Some three hundred programs, protocols, files and makers: as a line, in JSON, and of programs also as what sensors tell of them: joined, as an array, as the query of an exec.</summary>
    [Fact]
    public void Secrets_of_programs_protocols_and_dumps_are_taken_out()
    {
        var leaks = new List<string>();
        foreach (var row in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "programs.jsonl")))
        {
            using var sample = JsonDocument.Parse(row);
            var (line, secret) = (sample.RootElement.GetProperty("line").GetString()!, sample.RootElement.GetProperty("secrets")[0].GetString()!); // the file is ours
            var forms = sample.RootElement.GetProperty("forms").EnumerateArray().Select(f => f.GetString()!);
            leaks.AddRange(
                forms
                    .Concat([line, JsonSerializer.Serialize(line), JsonSerializer.Serialize(line, Relaxed)])
                    .Select(Redactor.Redact)
                    .Where(left => left.Contains(secret, StringComparison.Ordinal))
            );
        }

        Assert.Empty(leaks);
    }

    /// <summary>Commands and lines that look like those, and hold nothing.</summary>
    [Fact]
    public void Ordinary_commands_are_the_same_objects() =>
        Assert.All(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ordinary.txt")), line => Assert.Same(line, Redactor.Redact(line)));

    [Theory]
    [InlineData("http GET /api a:b 200; the host db.shop.svc:5432:5433 answers")]
    [InlineData("{\"path\":\"C:\\\\u0041\",\"note\":\"it\\u0027s 5 \\u003e 4\"}")]
    [InlineData("250-AUTH PLAIN LOGIN CRAM-MD5; AUTH SCRAM-SHA-256 is offered; AUTH failed for default")]
    [InlineData("PASS src/login.test1.js (5 s); --- PASS: TestLogin2 (0.00s)")]
    [InlineData("-w /usr/bin/rdesktop -p x -k susp_activity; set -x; set -euo pipefail; setenv LANG C.UTF-8")]
    [InlineData("echo hello | docker build -t x -; cat a.txt | gpg --verify x.sig; diff <(sort a) <(echo b)")]
    [InlineData("path=/usr/lib/patched.1 patch pattern.a; tcp 0.0.0.0:22 0.0.0.0:* LISTEN; [::1]:2222 ssh-ed25519 x")]
    [InlineData("docker run --user 1000:1000 nginx; sk12 skaffold; ps.KW0y1tpQP3JTkLoaz48FcB9Q; net user; net use")]
    [InlineData("aws ssm get-parameter --name /db/host; az keyvault secret show --name n; rabbitmqctl list_users")]
    [InlineData("password, username and e-mail; (password . optional); the secret -> see the page; [token] is here")]
    [InlineData("Digest authentication is on; response=200 took 0.3 s")]
    [InlineData("kubelet: secret=\"shop/db\" not registered")]
    [InlineData("{\"volumes\":[{\"projected\":{\"sources\":[{\"serviceAccountToken\":{\"expirationSeconds\":3607,\"path\":\"token\"}}]}}]}")]
    [InlineData("{\"authentication.kubernetes.io/credential-id\":[\"JTI=018c363c-a5f0-4a42-8407-dbdc46e83bdd\"]}")]
    [InlineData("{\"apiserver.latency.k8s.io/authorization\":\"50.655µs\"}")]
    [InlineData("{\"_AUDIT_SESSION\":\"107\",\"_PID\":\"120\"}")]
    [InlineData("sshd: password authentication is disabled; the password is required")]
    [InlineData("echo hello | sudo tee /etc/motd; curl -fsSL https://get.example.com/install.sh -o x")]
    [InlineData("mysql -h db -P 3306 shop; git commit -m x; docker run -p 8080:80 nginx")]
    [InlineData("TXT aizaf5zby3qtnol3e3njtvgp54ke5vksntlbuep5kojmvnk2xw.00f8.c.example NOERROR")]
    [InlineData("deploy : PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/cat /etc/shadow")]
    [InlineData("Failed password for invalid user admin from 203.0.113.7 port 22 ssh2")]
    [InlineData("pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.7")]
    [InlineData("GET /api/v1/namespaces/shop/secrets/db-password HTTP/1.1 200")]
    [InlineData("system:serviceaccount:shop:api get /api/v1/namespaces/shop/secrets/db-password 200 kubectl/v1.31")]
    [InlineData("cat /run/secrets/kubernetes.io/serviceaccount/token")]
    [InlineData("curl -sk -H \"Authorization: Bearer $(cat /run/secrets/kubernetes.io/serviceaccount/token)\" https://10.96.0.1/api")]
    [InlineData("{\"annotations\":{\"authorization.k8s.io/decision\":\"allow\",\"authorization.k8s.io/reason\":\"\"}}")]
    [InlineData("{\"resource\":\"secrets\",\"secretName\":\"db-credentials-2026\",\"automountServiceAccountToken\":false}")]
    [InlineData("GET /search?q=keyboard&page=2 HTTP/1.1")]
    [InlineData("GET /search?q=lost%20password%20form&utm=a%2Fb HTTP/1.1")]
    [InlineData("_http\\._tcp.shop\\032x.svc.cluster.local. udp 60 NXDOMAIN 100%")]
    [InlineData("tar -p -x -f backup-2026.tar; ssh -p 2222 root@10.0.0.5; mkdir -p /tmp/a1b2c3d4")]
    [InlineData("https://user@example.com/path and mail to user@example.com:25")]
    [InlineData("Accepted publickey for deploy from 10.0.0.9 port 5022 ssh2: ED25519 SHA256:4Vyo3cHsGhM0q2uT6w8Xk1")]
    public void Redact_normal_text_is_the_same_object(string text) => Assert.Same(text, Redactor.Redact(text));

    /// <summary>As name servers print names, and as URLs hold text.</summary>
    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_spelt_with_escapes_is_taken_out(string kind, string line)
    {
        var flat = line.Replace('\n', ' ');
        foreach (
            var spelt in (string[])
                [
                    string.Concat(flat.Select(c => c is ' ' or '"' or '(' ? $"\\{c}" : $"{c}")) + ".c.example",
                    string.Concat(flat.Select(c => c is ' ' or '"' ? $"\\{(int)c:000}" : $"{c}")) + ".c.example",
                    $"GET /x?q={Uri.EscapeDataString(line)} HTTP/1.1",
                ]
        )
        {
            var left = Redactor.Redact(spelt);

            Assert.All(SampleSecrets.PartsOf(flat), secret => Assert.False(left.Contains(secret, StringComparison.Ordinal), $"{kind}: {left}"));
        }
    }

    [Fact]
    public async Task Redact_a_long_line_made_to_be_slow_costs_little()
    {
        foreach (
            var hostile in (string[])
                [
                    "curl " + new string('a', 4000),
                    string.Concat(Enumerable.Repeat("password", 500)),
                    "-----BEGIN PRIVATE KEY-----" + new string('-', 4000),
                    string.Concat(Enumerable.Repeat("://a:", 800)),
                    string.Concat(Enumerable.Repeat("kind: secret ", 300)),
                    string.Concat(Enumerable.Repeat("curl -u ", 4000)),
                    string.Concat(Enumerable.Repeat("\"password\":\"", 2500)),
                    string.Concat(Enumerable.Repeat("--token ", 4000)),
                    string.Concat(Enumerable.Repeat("value=\"", 4000)),
                    string.Concat(Enumerable.Repeat("secret_key_", 400)),
                    "mysql " + string.Concat(Enumerable.Repeat("-x ", 1300)),
                    string.Concat(Enumerable.Repeat("-u a -p /x ", 3000)),
                    string.Concat(Enumerable.Repeat("insert into u(password) values ('a',", 900)),
                    string.Concat(Enumerable.Repeat("chpasswd <<E\nbob ", 2000)),
                    string.Concat(Enumerable.Repeat("?code=abc1", 3000)),
                ]
        )
        {
            // A pattern of more than squared cost would take minutes.
            Assert.NotEmpty(await Task.Run(() => Redactor.Redact(hostile)).WaitAsync(TimeSpan.FromSeconds(20)));
        }
    }

    [Fact]
    public void Redact_a_pattern_of_the_operators_is_taken_out()
    {
        var redactor = new Redactor([new Regex("employee-(?<s>[0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]);

        Assert.Equal("employee-*** and employee-***", redactor.Redact("employee-4711 and employee-42"));
    }
}
