namespace Registry.Core.Rules;

/// <summary>Broken input or a broken environment: the message names the thing, what was expected, and the way out.</summary>
public class RegistryException : Exception
{
    /// <summary>Creates an exception for one broken rule.</summary>
    /// <param name="rule">The rule that says what should have been.</param>
    /// <param name="message">What is wrong, with the thing's name.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public RegistryException(Rule rule, string message, Exception? inner = null)
        : this([new Problem(rule, null, message)], inner)
    {
    }

    /// <summary>Creates an exception for files that cannot be read as what they should be.</summary>
    /// <param name="problems">At least one problem.</param>
    /// <param name="inner">What caused it, if anything did.</param>
    public RegistryException(IReadOnlyList<Problem> problems, Exception? inner = null)
        : base(string.Join(Environment.NewLine, problems), inner) => Problems = problems;

    /// <summary>All that is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>The first broken rule.</summary>
    public Rule Rule => Problems[0].Rule;
}
