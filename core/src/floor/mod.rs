//! Floor plans: from pictures and files to meters.
