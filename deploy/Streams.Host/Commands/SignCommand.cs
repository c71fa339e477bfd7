using System.CommandLine;
using Streams.Host.Rules;
using Streams.Host.Signing;

namespace Streams.Host.Commands;

/// <summary><c>streams rules sign</c> and <c>verify</c>: a rule set is signed where the key is, apart from where it is published.</summary>
internal static class SignCommand
{
    public static Command Sign()
    {
        var (path, name, key) = (Path(), Name(), new Option<string>("--key") { Description = "The private key (PEM, Ed25519).", Required = true });
        var @out = new Option<string?>("--out") { Description = "Where the signature goes; default: standard output." };
        var command = new Command("sign", "Signs a rule set, for a topic that takes signed sets only; rules publish takes the signature.")
        {
            path,
            key,
            name,
            @out,
        };
        command.SetAction(parsed =>
        {
            using var secret = Ed25519Key.Private(parsed.GetValue(key)!); // it is required
            var files = PublishCommand.FilesOf(parsed.GetValue(path) ?? RuleLibrary.ShippedDirectory);
            var signature = RuleSignature.Make(secret, parsed.GetValue(name)!, files, TimeProvider.System.GetUtcNow()).Write(); // it has a default
            if (parsed.GetValue(@out) is { } file)
            {
                File.WriteAllBytes(file, [.. signature, (byte)'\n']);
            }
            else
            {
                Console.WriteLine(System.Text.Encoding.UTF8.GetString(signature));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    public static Command Verify()
    {
        var (path, name, key) = (Path(), Name(), new Option<string>("--key") { Description = "The public key (PEM, Ed25519).", Required = true });
        var signature = new Option<string>("--signature") { Description = "What rules sign wrote.", Required = true };
        var command = new Command("verify", "Says whether a signature is of this rule set and key.") { path, key, name, signature };
        command.SetAction(parsed =>
        {
            using var known = Ed25519Key.Public(parsed.GetValue(key)!); // it is required
            var file = parsed.GetValue(signature)!; // it is required
            var (set, files) = (parsed.GetValue(name)!, PublishCommand.FilesOf(parsed.GetValue(path) ?? RuleLibrary.ShippedDirectory)); // it has a default
            var read = Read(file);
            var fits = read.Fits(known, set, files);
            Console.WriteLine(
                fits ? $"{file}: signed at {read.Signed:O}, {files.Length} files, set {set}" : $"{file}: does not fit these rules, the name {set} and this key"
            );
            return fits ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>Reads what <c>rules sign</c> wrote.</summary>
    /// <exception cref="UsageException">It is not there, or is none.</exception>
    public static RuleSignature Read(string file) =>
        !File.Exists(file)
            ? throw new UsageException($"{file} does not exist; streams rules sign makes it")
            : RuleSignature.Read(File.ReadAllBytes(file)) ?? throw new UsageException($"{file} is no signature; streams rules sign makes one");

    private static Argument<string?> Path() =>
        new("PATH") { Description = "A rule file or directory; default: the shipped rules.", Arity = ArgumentArity.ZeroOrOne };

    private static Option<string> Name() =>
        new("--name") { Description = "The name of the set that it is published under.", DefaultValueFactory = _ => "rules" };
}
