namespace Streams.Detections.Tests.Matching;

/// <summary>Array quantifiers of enhancement proposal 212 under <c>sigma-version: 3</c>; the expectations are rsigma's as well.</summary>
public sealed class ArrayTests
{
    private const string Two = """{"c":[{"p":"TCP","q":"x"},{"p":"UDP","q":"y","r":["ab1","abc"]}],"s":["t1","t2"]}""";
    private const string Tcp = """{"c":[{"p":"TCP","q":"y"},{"p":"TCP","q":"z"}],"s":["t1",null]}""";
    private const string Empty = """{"c":[],"s":[]}""";
    private const string Scalars = """{"c":{"p":"TCP","q":"x"},"s":"t1"}""";
    private const string Nested = """{"c":[[{"p":"TCP"}]],"s":[["t1"],["t2"]]}""";

    [Theory]
    [InlineData("{'c[any]': {p: TCP, q: x}}", "a d")]
    [InlineData("{'c[any]': {p: TCP, q: y}}", "b")]
    [InlineData("{'c[all]': {p: TCP}}", "b d e")]
    [InlineData("{'c[none]': {p: TCP}}", "c f")]
    [InlineData("{'c[all_or_empty]': {p: TCP}}", "b c d e f")]
    [InlineData("{'c[any]': {t: {p: TCP}, x: {q: x}, condition: t and not x}}", "b e")]
    [InlineData("{'c[any]': {'r[all]|startswith': ab}}", "a")]
    [InlineData("{'c[0].p': TCP}", "a b e")]
    [InlineData("{'s[1]': t2}", "a e")]
    [InlineData("{'s[0]': t1}", "a b e")]
    [InlineData("{'s[all]|startswith': t}", "a d e")]
    [InlineData("{'s[any]': {'.': t2}}", "a e")]
    [InlineData("{'s[any]|contains|all': [t, '2']}", "a e")]
    [InlineData("{'c\\[0\\]': x}", "")]
    public void Quantifier_over_members(string selection, string expected)
    {
        var rule = "sigma-version: 3\n" + Some.Rule(selection);

        Assert.Equal(
            expected,
            string.Join(' ', "abcdef".Zip([Two, Tcp, Empty, Scalars, Nested, "{}"]).Where(e => Some.Matches(rule, e.Second)).Select(e => e.First))
        );
    }

    [Fact]
    public void Bracket_without_the_version_is_a_name() => Assert.True(Some.Matches(Some.Rule("{'c[any]': x}"), """{"c[any]": "x"}"""));

    [Theory]
    [InlineData("{'c[some]': {p: x}}")]
    [InlineData("{'[any]': {p: x}}")]
    [InlineData("{'c[any]x': {p: x}}")]
    [InlineData("{'c[any]|contains': {p: x}}")]
    [InlineData("{'c[any': {p: x}}")]
    public void Selector_that_is_none_is_refused(string selection) => Assert.Single(Some.Errors("sigma-version: 3\n" + Some.Rule(selection)));
}
