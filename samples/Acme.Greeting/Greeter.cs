using Acme.Text;

namespace Acme.Greeting;

/// <summary>Greets.</summary>
public static class Greeter
{
    /// <summary>The greeting of a person.</summary>
    public static string Greet(string name) => $"Hello, {Title.Of(name)}!";
}
