use super::{check_rows, rows_by_sensor};

#[test]
fn a_table_larger_than_codes_reach_is_refused() {
    assert!(check_rows("counts", u32::MAX as usize).is_ok());
    let error = check_rows("counts", u32::MAX as usize + 1).unwrap_err();
    assert_eq!(error.code(), "KELIU_LIMIT_TABLE");
    assert!(
        error.to_string().contains("`counts` has 4294967296 rows, limit 4294967295"),
        "{error}"
    );
}

#[test]
fn rows_keep_their_order_within_a_sensor() {
    let pieces = rows_by_sensor(&[2, 0, 2, 2, 0], 4);
    assert_eq!(pieces.sensors(), 4);
    let rows: Vec<&[u32]> = (0..4).map(|sensor| pieces.rows(sensor)).collect();
    assert_eq!(rows, [&[1, 4][..], &[], &[0, 2, 3], &[]]);
}
