using System.CommandLine;
using Streams.Host.Configuration;

namespace Streams.Host.Commands;

/// <summary><c>streams config check|show|init|schema|reference</c>: all made of the one list of settings.</summary>
internal static class ConfigCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var check = new Command("check", "Checks a configuration; every error with its line and the path of its setting.") { file };
        check.SetAction(parsed =>
        {
            ConfigurationReader.Read(parsed.GetValue(file));
            Console.WriteLine("the configuration is valid");
            return ExitCode.Ok;
        });
        var show = new Command("show", "Prints the configuration as it takes effect, secrets masked.") { file };
        show.SetAction(parsed =>
        {
            Console.Write(ConfigurationWriter.Show(ConfigurationReader.Read(parsed.GetValue(file))));
            return ExitCode.Ok;
        });
        return new Command("config", "Checks, shows and begins the configuration.")
        {
            check,
            show,
            Init(),
            Printing("schema", "Prints the JSON schema of the configuration, for editors.", ConfigurationWriter.Schema),
            Printing("reference", "Prints every setting as a table in Markdown.", ConfigurationWriter.Page),
        };
    }

    private static Command Init()
    {
        var to = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "Where to; default: standard output. A file that is there is not overwritten.",
        };
        var init = new Command("init", "Writes a configuration to begin with: every setting with its default, as a comment.") { to };
        init.SetAction(parsed =>
        {
            var text = ConfigurationWriter.Commented(new StreamsOptions());
            if (parsed.GetValue(to) is not { } path)
            {
                Console.Write(text);
            }
            else if (File.Exists(path))
            {
                throw new UsageException($"{path}: is there already");
            }
            else
            {
                File.WriteAllText(path, text);
            }

            return ExitCode.Ok;
        });
        return init;
    }

    private static Command Printing(string name, string description, Func<object, string> print)
    {
        var command = new Command(name, description);
        command.SetAction(_ =>
        {
            Console.WriteLine(print(new StreamsOptions()).TrimEnd());
            return ExitCode.Ok;
        });
        return command;
    }
}
