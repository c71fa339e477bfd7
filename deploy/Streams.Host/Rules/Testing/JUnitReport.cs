using System.Xml.Linq;

namespace Streams.Host.Rules.Testing;

/// <summary>The tests beside rules as a JUnit report, which continuous integration shows.</summary>
internal static class JUnitReport
{
    public static void Write(string path, IReadOnlyCollection<RuleTestResult> results) =>
        new XDocument(
            new XElement(
                "testsuites",
                results
                    .GroupBy(r => r.File, StringComparer.Ordinal)
                    .Select(file => new XElement(
                        "testsuite",
                        new XAttribute("name", file.Key),
                        new XAttribute("tests", file.Count()),
                        new XAttribute("failures", file.Count(r => r.Failure is not null)),
                        file.Select(test => new XElement(
                            "testcase",
                            new XAttribute("classname", file.Key),
                            new XAttribute("name", test.Name),
                            test.Failure is null ? null : new XElement("failure", new XAttribute("message", test.Failure))
                        ))
                    ))
            )
        ).Save(path);
}
