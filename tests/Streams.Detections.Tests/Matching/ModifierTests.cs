namespace Streams.Detections.Tests.Matching;

public sealed class ModifierTests
{
    [Theory]
    [InlineData("{f: abc}", "ABC", true)]
    [InlineData("{f: abc}", "abcd", false)]
    [InlineData("{f|cased: abc}", "ABC", false)]
    [InlineData("{f|contains: b}", "abc", true)]
    [InlineData("{f|startswith: ab}", "abc", true)]
    [InlineData("{f|endswith: ab}", "abc", false)]
    [InlineData("{f: 'a*c'}", "abbbc", true)]
    [InlineData("{f: 'a?c'}", "abc", true)]
    [InlineData("{f: 'a?c'}", "abbc", false)]
    [InlineData("{f: 'a\\*c'}", "a*c", true)]
    [InlineData("{f: 'a\\*c'}", "abc", false)]
    [InlineData("{f: ['x', 'abc']}", "abc", true)]
    [InlineData("{f|contains|all: [a, c]}", "abc", true)]
    [InlineData("{f|contains|all: [a, x]}", "abc", false)]
    [InlineData("{f|re: '^a.c$'}", "abc", true)]
    [InlineData("{f|re: '^A.C$'}", "abc", false)]
    [InlineData("{f|re|i: '^A.C$'}", "abc", true)]
    [InlineData("{f|cidr: 10.0.0.0/8}", "10.1.2.3", true)]
    [InlineData("{f|cidr: 'fd00::/8'}", "fd12::1", true)]
    [InlineData("{f|cidr: 10.0.0.0/8}", "11.1.2.3", false)]
    [InlineData("{f|gte: 5}", "5", true)]
    [InlineData("{f|lt: 5}", "5", false)]
    [InlineData("{f|exists: true}", "x", true)]
    [InlineData("{g|exists: true}", "x", false)]
    [InlineData("{g: null}", "x", true)]
    [InlineData("{f: null}", "x", false)]
    [InlineData("{f|windash|contains: ' -e '}", "sh /e x /e y", true)]
    [InlineData("{f|base64offset|contains: secret}", "eHhzZWNyZXR4eA==", true)]
    public void Selection_AgainstText(string selection, string text, bool expected) =>
        Assert.Equal(expected, Some.Matches(Some.Rule(selection), $$"""{"f": "{{text}}"}"""));

    [Theory]
    [InlineData("{a.b: 1}", """{"a": {"b": 1}}""", true)]
    [InlineData("{a.b: 1}", """{"a.b": 1}""", true)]
    [InlineData("{a.b.c: x}", """{"a": {"b.c": "x"}}""", true)]
    [InlineData("{a.b: x}", """{"a": [{"b": "y"}, {"b": "x"}]}""", true)]
    [InlineData("{a: x}", """{"a": ["y", "x"]}""", true)]
    [InlineData("{a: null}", """{"a": null}""", true)]
    [InlineData("{a: true}", """{"a": true}""", true)]
    [InlineData("{a|fieldref: b}", """{"a": "same", "b": "SAME"}""", true)]
    [InlineData("{a|fieldref: b}", """{"a": "same", "b": "other"}""", false)]
    [InlineData("{a: 'line\nbreak'}", """{"a": "line break"}""", true)]
    public void Selection_AgainstJson(string selection, string json, bool expected) =>
        Assert.Equal(expected, Some.Matches(Some.Rule(selection), json));
}
