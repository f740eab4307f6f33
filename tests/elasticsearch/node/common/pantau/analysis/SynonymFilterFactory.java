package pantau.analysis;

import java.io.IOException;
import java.io.StringReader;
import java.text.ParseException;
import java.util.List;
import java.util.function.Function;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymFilter;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.CustomAnalyzer;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** Synonyms in Solr's format, read with the tokenizer and the filters that stand before them. */
record SynonymFilterFactory(String name, Environment environment, Settings settings, boolean graph)
    implements TokenFilterFactory {

    @Override
    public TokenStream create(TokenStream tokens) {
        throw new IllegalStateException("synonyms are made for a chain of filters");
    }

    @Override
    public TokenFilterFactory getChainAwareTokenFilterFactory(
        IndexCreationContext context,
        TokenizerFactory tokenizer,
        List<CharFilterFactory> charFilters,
        List<TokenFilterFactory> before,
        Function<String, TokenFilterFactory> all) {
        SynonymMap map = read(reader(tokenizer, charFilters, before));
        return new Chained(name, tokens -> {
            if (map.fst == null) {
                return tokens;
            }
            return graph
                ? new SynonymGraphFilter(tokens, map, false)
                : new SynonymFilter(tokens, map, false);
        });
    }

    private static Analyzer reader(
        TokenizerFactory tokenizer,
        List<CharFilterFactory> charFilters,
        List<TokenFilterFactory> before) {
        return new CustomAnalyzer(
            tokenizer,
            charFilters.toArray(CharFilterFactory[]::new),
            before.stream().map(TokenFilterFactory::getSynonymFilter).toArray(TokenFilterFactory[]::new));
    }

    private SynonymMap read(Analyzer analyzer) {
        String rules = String.join("\n", Analysis.getWordList(environment, settings, "synonyms"));
        SolrSynonymParser parser =
            new SolrSynonymParser(true, settings.getAsBoolean("expand", true), analyzer);
        try {
            parser.parse(new StringReader(rules));
            return parser.build();
        } catch (IOException | ParseException problem) {
            throw new IllegalArgumentException("failed to build synonyms", problem);
        }
    }

    private record Chained(String name, Function<TokenStream, TokenStream> make)
        implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return make.apply(tokens);
        }

        /** The rules of a later synonym filter are not widened by this one. */
        @Override
        public TokenFilterFactory getSynonymFilter() {
            return IDENTITY_FILTER;
        }
    }
}
