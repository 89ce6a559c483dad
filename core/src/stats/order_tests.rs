use super::*;

#[test]
fn quantile_interpolates_as_type_seven() {
    // numpy.quantile([1, 2, 4, 8], 0.9) = 6.8 by hand: position 2.7 between 4 and 8.
    let mut values = [8.0, 1.0, 4.0, 2.0];
    let q = quantile_in_place(&mut values, 0.9).expect("four values");
    assert!((q - 6.8).abs() < 1e-12);
    assert_eq!(quantile_in_place(&mut values, 0.0), Some(1.0));
    assert_eq!(quantile_in_place(&mut values, 1.0), Some(8.0));
    assert_eq!(quantile_in_place(&mut values, 7.0), Some(8.0));
    assert_eq!(quantile_in_place(&mut [], 0.5), None);
}

#[test]
fn median_of_even_and_odd_counts() {
    assert_eq!(median_in_place(&mut [3.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median_in_place(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
    assert_eq!(median_of_sorted(&[1.0, 2.0, 3.0, 4.0]), Some(2.5));
    assert_eq!(median_of_sorted(&[5.0]), Some(5.0));
    assert_eq!(median_of_sorted(&[]), None);
}

#[test]
fn midmean_drops_a_quarter_on_each_side() {
    // Eight values: the middle four are 3, 4, 5, 6.
    assert_eq!(midmean_of_sorted(&[-900.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 900.0]), Some(4.5));
    // Five values: one quarter is 1.25 values, so 2 and 4 keep weight 0.75 each: (1.5 + 3 + 3) / 2.5.
    assert_eq!(midmean_of_sorted(&[0.0, 2.0, 3.0, 4.0, 99.0]), Some(3.0));
    // Two values: both keep weight one half.
    assert_eq!(midmean_of_sorted(&[1.0, 4.0]), Some(2.5));
    assert_eq!(midmean_of_sorted(&[0.1, 0.1, 0.1]), Some(0.1));
    assert_eq!(midmean_of_sorted(&[]), None);
}

#[test]
fn sorted_vector_keeps_order_and_forgets_one_value() {
    let mut sorted = vec![];
    for value in [3.0, 1.0, 2.0, 2.0] {
        insert_sorted(&mut sorted, value);
    }
    assert_eq!(sorted, [1.0, 2.0, 2.0, 3.0]);
    remove_sorted(&mut sorted, 2.0);
    remove_sorted(&mut sorted, 7.0);
    assert_eq!(sorted, [1.0, 2.0, 3.0]);
}
