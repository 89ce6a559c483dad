//! The known name that comes nearest to a misspelt one.

/// Returns the candidate with the smallest edit distance to `name`, ignoring case, or nothing where even
/// the best needs more than one edit in three letters. Ties go to the first candidate.
///
/// Cost: O(letters of name x letters of all candidates).
///
/// Source: optimal string alignment distance (Damerau 1964, Levenshtein 1966).
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    /// A name longer than this is no typing error; the bound keeps hostile input cheap.
    const LONGEST: usize = 64;
    let wanted: Vec<char> = name.chars().take(LONGEST + 1).flat_map(char::to_lowercase).collect();
    if wanted.is_empty() || wanted.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let letters: Vec<char> =
            candidate.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
        let edits = distance(&wanted, &letters);
        let allowed = wanted.len().max(letters.len()).div_ceil(3);
        if edits <= allowed && best.is_none_or(|(fewest, _)| edits < fewest) {
            best = Some((edits, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

fn distance(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row = vec![0; width];
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..width {
            let substitution = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = substitution.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}

#[cfg(test)]
#[path = "nearest_tests.rs"]
mod tests;
