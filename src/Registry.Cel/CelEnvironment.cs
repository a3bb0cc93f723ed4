using System.Diagnostics.CodeAnalysis;
using Registry.Cel.Checking;
using Registry.Cel.Evaluation;
using Registry.Cel.Functions;
using Registry.Cel.Functions.Patterns;
using Registry.Cel.Syntax;
using Registry.Cel.Types;

namespace Registry.Cel;

/// <summary>What expressions are compiled against: the variables that they may use. Safe to use from many threads at a time.</summary>
public sealed class CelEnvironment
{
    private readonly Dictionary<string, CelType> _variables;
    private readonly CelOptions _options;
    private readonly FunctionTable _functions;

    /// <summary>An environment.</summary>
    /// <param name="variables">The types of the variables, by names that may have dots.</param>
    /// <param name="options">How expressions are compiled; the defaults where null.</param>
    public CelEnvironment(IReadOnlyDictionary<string, CelType> variables, CelOptions? options = null)
        : this(variables, options ?? new CelOptions(), [])
    {
    }

    internal CelEnvironment(IReadOnlyDictionary<string, CelType> variables, CelOptions options, IEnumerable<Function> functions)
    {
        _variables = new Dictionary<string, CelType>(variables, StringComparer.Ordinal);
        _options = options;
        _functions = FunctionTable.Of(options.Extensions).With(functions);
    }

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="CelException">The expression is refused.</exception>
    public CelProgram Compile(string expression) => TryCompile(expression, out var program, out var errors) ? program : throw new CelException(errors);

    /// <summary>Compiles an expression; false, with every fault that was found, when it is refused: for its syntax, its names, its types or its size.</summary>
    public bool TryCompile(string expression, [NotNullWhen(true)] out CelProgram? program, out IReadOnlyList<CelError> errors)
    {
        var source = new SourceText(expression);
        program = null;
        Node tree;
        try
        {
            tree = Parser.Parse(expression, _options);
        }
        catch (SyntaxException fault)
        {
            errors = [source.ErrorAt(fault.Offset, fault.Message)];
            return false;
        }

        var resolver = new Resolver(_options.Container, _variables.ContainsKey, _functions);
        tree = resolver.Resolve(tree);
        var patterns = new LiteralPatterns(_options.Limits);
        var checker = _options.CheckTypes ? new Checker(source, _variables, patterns, resolver.LocalCount) : null;
        var type = checker?.Check(tree) ?? CelType.Dyn;
        errors = checker?.Errors ?? [];
        if (errors.Count > 0) return false;
        program = new CelProgram(new Planner(source, patterns).Plan(tree), resolver.LocalCount, _options.Limits, patterns.Compiled)
        {
            ResultType = type,
            Variables = resolver.Variables,
            MapEntries = checker?.EntriesOf(tree),
        };
        return true;
    }
}
